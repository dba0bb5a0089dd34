package dev.netc.compiler.check;

import dev.netc.compiler.op.Frames;
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
   * @param example a program whose tests hold, for the reference
   */
  public record Entry(String name, String documentation, List<Setting> settings, String example) {}

  /** The loss falls once, then the steps are too long. */
  private static final String PLATEAU =
      """
      data point = table { x = [1] }

      net Valley { input x []  param w [] = 1  output y = abs(w * x) }

      train Example {
          net       Valley
          data      point
          minimize  y
          optimizer sgd(lr = 2)
          schedule  plateau(factor = 0.25, patience = 1)
          validate  on train
          batch     1
          epochs    3
      }

      test "plateau" { expect Example().w == 0.5 }    // 1, -1, 1, then with a rate of 0.5
      """;

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "constant",
              "lr throughout",
              List.of(),
              Frames.schedule("constant", "constant", "-4")),
          new Entry(
              "step",
              "a stair: lr · factor^n after n times that many epochs",
              List.of(
                  new Setting("every", 10, Range.COUNT, "epochs between two changes"),
                  new Setting("factor", 0.1, Range.POSITIVE, "of each change")),
              Frames.schedule("step", "step(every = 2, factor = 0.1)", "-(1 + 1 + 0.1 + 0.1)")),
          new Entry(
              "exponential",
              "lr · factor^n in the n-th epoch, counted from 0",
              List.of(new Setting("factor", 0.95, Range.POSITIVE, "of each epoch")),
              Frames.schedule(
                  "exponential", "exponential(factor = 0.5)", "-(1 + 0.5 + 0.25 + 0.125)")),
          new Entry(
              "cosine",
              "half a cosine from lr in the first step to min in the last"
                  + " (Loshchilov and Hutter 2017)",
              List.of(new Setting("min", 0, Range.NOT_NEGATIVE, "the last rate")),
              Frames.schedule("cosine", "cosine", "-(1 + 0.75 + 0.25 + 0)")),
          new Entry(
              "warmup",
              "rises to lr in equal strides, then another schedule, which counts its steps from"
                  + " there: warmup(500, cosine())",
              List.of(Setting.required("steps", Range.COUNT, "steps until the full rate")),
              Frames.schedule("warmup", "warmup(4)", "-(0.25 + 0.5 + 0.75 + 1)")),
          new Entry(
              "one_cycle",
              "rises from start · lr to lr and falls to end · lr, each along half a cosine; the"
                  + " momentum stays (Smith and Topin 2018)",
              List.of(
                  new Setting("rise", 0.3, Range.DECAY, "the part of the steps in which it rises"),
                  new Setting("start", 0.04, Range.POSITIVE, "the first rate, as a part of lr"),
                  new Setting("end", 4e-6, Range.NOT_NEGATIVE, "the last rate, as a part of lr")),
              Frames.schedule(
                  "one_cycle", "one_cycle(rise = 0.5, end = 0)", "-(0.04 + 1 + 0.5 + 0)")),
          new Entry(
              "plateau",
              "lr · factor^n after the n-th time that so many evaluations in a row brought no lower"
                  + " validation loss",
              List.of(
                  new Setting("factor", 0.1, Range.POSITIVE, "of each change"),
                  new Setting("patience", 10, Range.COUNT, "evaluations without a lower loss"),
                  new Setting("min", 0, Range.NOT_NEGATIVE, "the rate stays above it")),
              PLATEAU));

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
