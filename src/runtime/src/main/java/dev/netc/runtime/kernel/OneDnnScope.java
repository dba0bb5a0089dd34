package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The making of a primitive: what oneDNN needs only for that is freed at the end, the last made
 * first; and the primitive is made for one thread.
 */
final class OneDnnScope implements AutoCloseable {
  final OneDnn oneDnn;

  private final OneThread caller;
  private final Deque<Runnable> releases = new ArrayDeque<>();

  OneDnnScope(OneDnn oneDnn) {
    this.oneDnn = oneDnn;
    this.caller = oneDnn.oneThread();
  }

  dnnl_memory_desc add(dnnl_memory_desc desc) {
    releases.push(() -> dnnl_memory_desc_destroy(desc));
    return desc;
  }

  dnnl_primitive_attr add(dnnl_primitive_attr attributes) {
    releases.push(() -> dnnl_primitive_attr_destroy(attributes));
    return attributes;
  }

  dnnl_post_ops add(dnnl_post_ops operations) {
    releases.push(() -> dnnl_post_ops_destroy(operations));
    return operations;
  }

  dnnl_primitive_desc add(dnnl_primitive_desc desc) {
    releases.push(() -> dnnl_primitive_desc_destroy(desc));
    return desc;
  }

  /** Attributes that every primitive has. */
  dnnl_primitive_attr attributes() {
    return add(oneDnn.attributes());
  }

  /** An empty list of operations that a primitive applies to its result. */
  dnnl_post_ops operations() {
    dnnl_post_ops operations = new dnnl_post_ops();
    OneDnn.require(dnnl_post_ops_create(operations), "a list of operations");
    return add(operations);
  }

  @Override
  public void close() {
    releases.forEach(Runnable::run);
    caller.end();
  }
}
