package dev.netc.compiler.plan;

/** A part of a net's memory. */
public enum Region {
  /** All parameters: the trained ones first, running statistics last. */
  PARAMETERS("parameter", false),
  /** Gradients, at the offsets of their parameters. */
  GRADIENTS("gradient", false),
  /** Running statistics after the step, in the order in which they end the parameters. */
  NEXT_STATES("nextState", false),
  /** Numbers that the program states. */
  CONSTANTS("constant", false),
  /** Inputs with a value for each sample. */
  BATCHED_INPUTS("batchedInput", true),
  /** Inputs that are the same for all samples. */
  FIXED_INPUTS("fixedInput", false),
  /** Activations with a value for each sample. */
  BATCHED("batched", true),
  /** Activations that are the same for all samples. */
  FIXED("fixed", false);

  private final String word;
  private final boolean scales;

  Region(String word, boolean scales) {
    this.word = word;
    this.scales = scales;
  }

  /** The name by which generated code and printed plans call it. */
  public String word() {
    return word;
  }

  /** Whether its offsets and sizes are multiplied by the batch. */
  public boolean scales() {
    return scales;
  }
}
