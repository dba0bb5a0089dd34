package dev.netc.compiler.ir;

/**
 * Work in floating-point operations; a multiply-add counts as two.
 *
 * @param perSample work for each sample of the batch
 * @param fixed work that does not grow with the batch
 */
public record Cost(long perSample, long fixed) {
  public static final Cost NONE = new Cost(0, 0);

  public Cost plus(Cost other) {
    return new Cost(perSample + other.perSample, fixed + other.fixed);
  }

  /** Work in all for a batch. */
  public long total(long batch) {
    return perSample * batch + fixed;
  }

  /** {@code flops} for each element of the node's result. */
  public static Cost perElement(Node node, long flops) {
    long work = node.type().size() * flops;
    return node.type().batched() ? new Cost(work, 0) : new Cost(0, work);
  }
}
