package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;

import dev.netc.runtime.memory.View;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** A oneDNN primitive with its operands, made once; running it is one native call on one thread. */
final class OneDnnKernel implements Movable.Reader {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Roles of tensors that no primitive writes to. */
  private static final Set<Integer> READ_ONLY =
      Set.of(
          DNNL_ARG_SRC,
          DNNL_ARG_WEIGHTS,
          DNNL_ARG_BIAS,
          DNNL_ARG_DIFF_DST,
          DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1);

  /** A tensor in its role, one of {@code DNNL_ARG_...}. */
  record Argument(int role, View view) {
    /** Whether a primitive writes to the tensor, perhaps reads it as well. */
    boolean isWritten() {
      return !READ_ONLY.contains(role);
    }
  }

  private final OneDnn oneDnn;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final List<Argument> arguments = new ArrayList<>();
  private final List<dnnl_memory> memories = new ArrayList<>();
  private final dnnl_exec_arg_t bound;

  /**
   * @param scope in which desc was made
   * @param desc what to compute; still the scope's to destroy
   * @param arguments all tensors but the scratchpad, which the kernel adds
   */
  OneDnnKernel(OneDnnScope scope, dnnl_primitive_desc desc, List<Argument> arguments) {
    this.oneDnn = scope.oneDnn;
    this.arguments.addAll(arguments);
    addScratchpad(desc);
    CLEANER.register(this, new Release(primitive, memories));
    OneDnn.require(dnnl_primitive_create(primitive, desc), "a primitive");
    this.bound = new dnnl_exec_arg_t(this.arguments.size());
    for (Argument argument : this.arguments) {
      dnnl_memory memory = memory(desc, argument);
      bound.position(memories.size()).arg(argument.role).memory(memory);
      memories.add(memory);
    }
    bound.position(0);
  }

  private void addScratchpad(dnnl_primitive_desc desc) {
    long floats = OneDnnReorder.floats(descOf(desc, DNNL_ARG_SCRATCHPAD));
    if (floats > 0) {
      arguments.add(new Argument(DNNL_ARG_SCRATCHPAD, oneDnn.workspace.scratch().take(floats)));
    }
  }

  private dnnl_memory memory(dnnl_primitive_desc desc, Argument argument) {
    dnnl_memory memory = new dnnl_memory();
    OneDnn.require(
        dnnl_memory_create(
            memory, descOf(desc, argument.role), oneDnn.engine, argument.view.pointer()),
        "a tensor");
    return memory;
  }

  /** The description of a tensor in its role, owned by {@code desc}. */
  private static dnnl_memory_desc descOf(dnnl_primitive_desc desc, int role) {
    return dnnl_primitive_desc_query_md(desc, dnnl_query_exec_arg_md, role);
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = new ArrayList<>();
    List<Footprint.Range> writes = new ArrayList<>();
    for (Argument argument : arguments) {
      (argument.isWritten() ? writes : reads).add(Footprint.Range.of(argument.view));
    }
    return Optional.of(new Footprint(reads, writes));
  }

  @Override
  public boolean onlyReadsWithin(Footprint.Range memory) {
    return arguments.stream()
        .filter(argument -> Footprint.Range.of(argument.view).meets(memory))
        .allMatch(
            argument ->
                !argument.isWritten() && memory.contains(Footprint.Range.of(argument.view)));
  }

  /** A tensor that is read. */
  private static final class Tensor implements Movable {
    private final OneDnnKernel reader;
    private final dnnl_memory memory;
    private final long offset;
    private final Place place = new Place(0);

    private Tensor(OneDnnKernel reader, dnnl_memory memory, long offset) {
      this.reader = reader;
      this.memory = memory;
      this.offset = offset;
    }

    @Override
    public void moveTo(long address) {
      place.set(address + offset);
      OneDnn.require(dnnl_memory_set_data_handle(memory, place), "a tensor's place");
      Reference.reachabilityFence(reader);
    }
  }

  @Override
  public List<Movable> within(Footprint.Range range) {
    List<Movable> found = new ArrayList<>();
    for (int i = 0; i < memories.size(); i++) {
      Footprint.Range own = Footprint.Range.of(arguments.get(i).view);
      if (range.contains(own)) {
        found.add(new Tensor(this, memories.get(i), own.from() - range.from()));
      }
    }
    return found;
  }

  @Override
  public void run() {
    OneThread caller = oneDnn.oneThread();
    try {
      execute();
    } finally {
      caller.end();
    }
  }

  /** Runs primitives one after the other. */
  static void run(OneDnn oneDnn, OneDnnKernel[] kernels) {
    OneThread caller = oneDnn.oneThread();
    try {
      for (OneDnnKernel kernel : kernels) {
        kernel.execute();
      }
    } finally {
      caller.end();
    }
  }

  private void execute() {
    int status = dnnl_primitive_execute(primitive, oneDnn.stream, arguments.size(), bound);
    // Until here the collector must not think that this kernel, hence its memory, is done with.
    Reference.reachabilityFence(this);
    if (status != 0) {
      OneDnn.require(status, "to run a primitive");
    }
  }

  /** Frees what oneDNN holds once the kernel is garbage. */
  private record Release(dnnl_primitive primitive, List<dnnl_memory> memories) implements Runnable {
    @Override
    public void run() {
      if (!primitive.isNull()) {
        dnnl_primitive_destroy(primitive);
      }
      memories.forEach(memory -> dnnl_memory_destroy(memory));
    }
  }
}
