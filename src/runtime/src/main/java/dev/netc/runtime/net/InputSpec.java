package dev.netc.runtime.net;

/**
 * An input of a net and where it lies.
 *
 * @param offset its first float; for each sample if batched
 */
public record InputSpec(TensorSpec tensor, long offset) {
  public String name() {
    return tensor.name();
  }
}
