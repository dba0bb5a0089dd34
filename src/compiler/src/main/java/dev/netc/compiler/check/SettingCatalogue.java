package dev.netc.compiler.check;

import dev.netc.compiler.op.Setting.Range;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a train: the words that open each, how it is written, the numbers that it takes,
 * and what holds where it is left out.
 */
public final class SettingCatalogue {
  private SettingCatalogue() {}

  /**
   * A setting.
   *
   * @param name the words that open it
   * @param form as the reference writes it; what a program chooses is in capitals, what it may
   *     leave out in brackets
   * @param summary one line
   * @param absent what holds where it is left out
   * @param statement what the parser makes of it
   * @param range the values of a setting that is a number
   * @param repeats whether a train may have several
   * @param remarks lines that its page adds
   */
  public record Entry(
      String name,
      String form,
      String summary,
      String absent,
      Class<? extends TrainStatement> statement,
      Optional<Range> range,
      boolean repeats,
      List<String> remarks) {

    /** The word by which a statement is recognised as this setting. */
    public String word() {
      return name.split(" ", 2)[0];
    }

    /** A program whose tests hold. */
    public String example() {
      return StoredExample.of("settings", name);
    }

    Entry taking(Range values) {
      return new Entry(
          name, form, summary, absent, statement, Optional.of(values), repeats, remarks);
    }

    Entry repeated() {
      return new Entry(name, form, summary, absent, statement, range, true, remarks);
    }

    Entry remark(String... lines) {
      return new Entry(name, form, summary, absent, statement, range, repeats, List.of(lines));
    }
  }

  private static final List<Entry> ALL =
      List.of(
          statement(
                  "net",
                  TrainStatement.Network.class,
                  "NET",
                  "what is trained: a net, with arguments if it takes some",
                  "there is an error")
              .remark("Each input of the net is fed by the column of data of its name."),
          plain(
              Keyword.DATA,
              "DATA",
              "what is learned from",
              "the net has no inputs, and its parameters alone are fitted"),
          plain(
                  Keyword.MINIMIZE,
                  "LOSS",
                  "one number, which training makes small",
                  "`maximize` is there")
              .remark(
                  "It may name values of the net, columns of the data, and `weights`, all weights",
                  "of the net. A loss of samples is averaged over the batch."),
          plain(
              Keyword.MAXIMIZE,
              "GAIN",
              "one number, which training makes large",
              "`minimize` is there"),
          statement(
                  "report",
                  TrainStatement.ReportMetrics.class,
                  "METRIC, …",
                  "what is measured besides the loss, after each epoch and on each split",
                  "the loss alone")
              .repeated(),
          plain(Keyword.OPTIMIZER, "RULE", "how gradients change parameters", "adam"),
          plain(Keyword.BATCH, "COUNT", "how many samples a step learns from", "32; 1 without data")
              .taking(Range.COUNT),
          plain(
                  Keyword.EPOCHS,
                  "COUNT",
                  "how often training goes through the data",
                  "`steps` is there")
              .taking(Range.COUNT)
              .remark("The last batch of an epoch is smaller where the rows do not come out even."),
          plain(Keyword.STEPS, "COUNT", "how often the parameters are changed", "`epochs` is there")
              .taking(Range.COUNT),
          plain(Keyword.SEED, "NUMBER", "of all random numbers of the training", "0")
              .taking(Range.SEED)
              .remark("The same seed gives the same bits, whatever the number of threads."),
          plain(
                  Keyword.ENSEMBLE,
                  "COUNT",
                  "trains several times, with seeds that follow each other; the answers' mean"
                      + " counts",
                  "1")
              .taking(Range.MEMBERS),
          statement(
                  "validate",
                  TrainStatement.Validate.class,
                  "[on SPLIT] [every COUNT epochs | every COUNT steps]",
                  "evaluates while training goes on",
                  "no evaluation before the end")
              .remark(
                  "Without a split the validation split is taken, or else the test split; without",
                  "a cadence each epoch ends with it. `every epoch` and `every step` are cadences"
                      + " too."),
          plain(Keyword.SCHEDULE, "SCHEDULE", "how the learning rate changes", "constant"),
          statement(
                  "stop when",
                  TrainStatement.StopWhen.class,
                  "[SPLIT] QUANTITY rises COUNT times | falls COUNT times | < NUMBER | > NUMBER",
                  "ends the training early",
                  "all steps are taken")
              .repeated()
              .remark(
                  "A quantity is `loss` or what is reported. With `rises` and `falls` it is that of",
                  "validation, and the best weights are kept."),
          plain(
                  Keyword.WEIGHT_DECAY,
                  "FACTOR",
                  "adds ½ · factor · Σ w² over the weights to the loss; biases are left out",
                  "0")
              .taking(Range.NOT_NEGATIVE),
          plain(Keyword.L1_DECAY, "FACTOR", "adds factor · Σ |w| over the weights to the loss", "0")
              .taking(Range.NOT_NEGATIVE),
          plain(
                  Keyword.MAX_NORM,
                  "LENGTH",
                  "shortens the incoming weights of a unit to this length after each step",
                  "no limit")
              .taking(Range.POSITIVE),
          statement(
                  "learning_rate",
                  TrainStatement.Rate.class,
                  "* FACTOR for PARAMETERS, …",
                  "lets some parameters learn faster or slower",
                  "all learn alike")
              .repeated()
              .remark(
                  "A name means a parameter or all below it: `features`, `features.conv[0]`. Of",
                  "several that mean the same parameter the longest counts."),
          plain(
                  Keyword.AVERAGE_WEIGHTS,
                  "PART",
                  "uses a running average of the weights after training, of which each step keeps"
                      + " this part",
                  "the last weights are used")
              .taking(Range.DECAY)
              .remark("The average is freed from the weights before the first step."),
          plain(
                  Keyword.CLIP_GRADIENTS,
                  "LENGTH",
                  "shortens the gradient of all parameters together to this length",
                  "no limit")
              .taking(Range.POSITIVE),
          statement(
                  "freeze",
                  TrainStatement.Freeze.class,
                  "PARAMETERS, …",
                  "keeps parameters as they are",
                  "all are trained")
              .repeated(),
          statement(
              "start from",
              TrainStatement.StartFrom.class,
              "\"FILE\" | TRAIN [except PARAMETERS, …]",
              "takes the first values of parameters from a file or an earlier training",
              "initialisers give them"),
          statement(
              "checkpoint",
              TrainStatement.Checkpoint.class,
              "every COUNT epochs | every COUNT steps",
              "saves all that `--resume` needs",
              "only a training that is cut short is saved"),
          statement(
              "sample with replacement",
              TrainStatement.SampleWithReplacement.class,
              "",
              "draws each batch anew from all samples",
              "an epoch goes through all samples in a random order"),
          statement(
                  "precision",
                  TrainStatement.Precision.class,
                  "float32 | float64 | bf16 | fp16",
                  "what is computed with",
                  "float32")
              .remark(
                  "float64 is the reference interpreter: slow and exact. bf16 and fp16 round the",
                  "factors of products, where the processor can multiply such numbers."),
          statement(
              "gradients numeric",
              TrainStatement.NumericGradients.class,
              "[(h = 1e-4)]",
              "central differences, in float64, in place of backpropagation",
              "backpropagation"));

  private static Entry plain(Keyword keyword, String value, String summary, String absent) {
    return statement(keyword.text(), TrainStatement.Setting.class, value, summary, absent);
  }

  private static Entry statement(
      String name,
      Class<? extends TrainStatement> statement,
      String value,
      String summary,
      String absent) {
    String form = (name + " " + value).strip();
    return new Entry(name, form, summary, absent, statement, Optional.empty(), false, List.of());
  }

  /** All of them, in the order of the reference. */
  public static List<Entry> all() {
    return ALL;
  }

  /** The words by which settings are recognised. */
  static List<String> words() {
    return ALL.stream().map(Entry::word).toList();
  }

  /** The setting that a statement is; empty for a binding, and for what is no setting. */
  public static Optional<Entry> of(TrainStatement s) {
    return s instanceof TrainStatement.Setting setting
        ? Optional.of(of(setting.keyword()))
        : ALL.stream().filter(entry -> entry.statement() == s.getClass()).findFirst();
  }

  static Entry of(Keyword keyword) {
    return ALL.stream().filter(e -> e.name().equals(keyword.text())).findFirst().orElseThrow();
  }
}
