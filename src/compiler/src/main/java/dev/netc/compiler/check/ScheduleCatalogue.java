package dev.netc.compiler.check;

import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.Setting.Range;
import java.util.List;
import java.util.Optional;

/** The schedules of the learning rate that programs call by a name. */
public final class ScheduleCatalogue {
  private ScheduleCatalogue() {}

  /**
   * A schedule by its name.
   *
   * @param documentation its formula, with the source; lr is the optimiser's rate
   */
  public record Entry(String name, String documentation, List<Setting> settings) {}

  private static final List<Entry> ALL =
      List.of(
          new Entry("constant", "lr throughout", List.of()),
          new Entry(
              "step",
              "a stair: lr · factor^n after n times that many epochs",
              List.of(
                  new Setting("every", 10, Range.COUNT, "epochs between two changes"),
                  new Setting("factor", 0.1, Range.POSITIVE, "of each change"))),
          new Entry(
              "exponential",
              "lr · factor^n in the n-th epoch, counted from 0",
              List.of(new Setting("factor", 0.95, Range.POSITIVE, "of each epoch"))),
          new Entry(
              "cosine",
              "half a cosine from lr in the first step to min in the last"
                  + " (Loshchilov and Hutter 2017)",
              List.of(new Setting("min", 0, Range.NOT_NEGATIVE, "the last rate"))),
          new Entry(
              "warmup",
              "rises to lr in equal strides, then another schedule, which counts its steps from"
                  + " there: warmup(500, cosine())",
              List.of(Setting.required("steps", Range.COUNT, "steps until the full rate"))),
          new Entry(
              "one_cycle",
              "rises from start · lr to lr and falls to end · lr, each along half a cosine; the"
                  + " momentum stays (Smith and Topin 2018)",
              List.of(
                  new Setting("rise", 0.3, Range.DECAY, "the part of the steps in which it rises"),
                  new Setting("start", 0.04, Range.POSITIVE, "the first rate, as a part of lr"),
                  new Setting("end", 4e-6, Range.NOT_NEGATIVE, "the last rate, as a part of lr"))),
          new Entry(
              "plateau",
              "lr · factor^n after the n-th time that so many evaluations in a row brought no lower"
                  + " validation loss",
              List.of(
                  new Setting("factor", 0.1, Range.POSITIVE, "of each change"),
                  new Setting("patience", 10, Range.COUNT, "evaluations without a lower loss"),
                  new Setting("min", 0, Range.NOT_NEGATIVE, "the rate stays above it"))));

  /** All of them, in the order in which they are taught. */
  public static List<Entry> all() {
    return ALL;
  }

  /** The schedule that programs call by a name. */
  public static Optional<Entry> find(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** All names, in order. */
  static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  /** Whether a name is a schedule and can be nothing else: {@code step} is an operation too. */
  static boolean isOnlySchedule(String name) {
    return find(name).isPresent() && !name.equals("step") && !name.equals("constant");
  }
}
