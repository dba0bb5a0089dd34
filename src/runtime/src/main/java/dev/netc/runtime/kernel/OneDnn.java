package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni_2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_fp16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fpmath_mode_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fpmath_mode_f16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fpmath_mode_strict;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_deterministic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_fpmath_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_in_order;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.NativeLibraries;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The oneDNN library on this machine's CPU: its engine and its stream, which live as long as the
 * process. Used through its C interface, where running a primitive allocates nothing.
 */
final class OneDnn {
  /** Axes that a tensor may have. */
  static final int MOST_AXES = 12;

  /** Floats in a register of AVX-512. */
  static final int LARGEST_REGISTER = 16;

  final dnnl_engine engine;
  final dnnl_stream stream;

  /** Shares the pieces of a primitive's work. */
  final Team team = Team.ofProcess();

  private final NativeOps openMp;
  private final int cores;
  private final int mathMode;

  /** Where primitives that are being made find memory. */
  final Workspace workspace;

  private OneDnn() {
    workspace = Workspace.apart();
    engine = new dnnl_engine();
    stream = new dnnl_stream();
    mathMode = dnnl_fpmath_mode_strict;
    // ND4J and oneDNN share one OpenMP library, so that ND4J's way to its settings serves for both.
    openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
    cores = openMp.ompGetMaxThreads();
    require(dnnl_engine_create(engine, dnnl_cpu, 0), "an engine");
    require(dnnl_stream_create(stream, engine, dnnl_stream_in_order), "a stream");
  }

  private OneDnn(OneDnn other, int mathMode, Workspace workspace) {
    this.engine = other.engine;
    this.stream = other.stream;
    this.openMp = other.openMp;
    this.cores = other.cores;
    this.mathMode = mathMode;
    this.workspace = workspace;
  }

  /** The same library, whose primitives have this memory. */
  OneDnn with(Workspace memory) {
    return new OneDnn(this, mathMode, memory);
  }

  /**
   * The same library, whose primitives may round the factors of products.
   *
   * @throws NoSuchFactors if the processor has no instructions for them
   */
  OneDnn with(Factors factors) {
    return switch (factors) {
      case FLOAT32 -> new OneDnn(this, dnnl_fpmath_mode_strict, workspace);
      case BF16 -> {
        boolean has = has(dnnl_cpu_isa_avx512_core_bf16) || has(dnnl_cpu_isa_avx2_vnni_2);
        requireInstructions(factors, has);
        yield new OneDnn(this, dnnl_fpmath_mode_bf16, workspace);
      }
      case FP16 -> {
        requireInstructions(factors, has(dnnl_cpu_isa_avx512_core_fp16));
        yield new OneDnn(this, dnnl_fpmath_mode_f16, workspace);
      }
    };
  }

  /** Whether factors of products are left as they are. */
  boolean isExact() {
    return mathMode == dnnl_fpmath_mode_strict;
  }

  /** Sets of instructions are numbered so that a larger set has the bits of those it contains. */
  private static boolean has(int instructions) {
    return (dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }

  /** Whether primitives use instructions of AVX-512. */
  static boolean hasAvx512() {
    return has(dnnl_cpu_isa_avx512_core);
  }

  private static void requireInstructions(Factors factors, boolean has) {
    if (!has) {
      throw new NoSuchFactors(factors, "this processor has no instructions for it");
    }
  }

  /** The library, or nothing where it has no natives or they do not load. */
  static Optional<OneDnn> load() {
    try {
      NativeLibraries.start();
      Loader.load(org.bytedeco.dnnl.global.dnnl.class);
      return Optional.of(new OneDnn());
    } catch (LinkageError | RuntimeException e) {
      // Any reason is a good one: the portable kernels serve then.
      return Optional.empty();
    }
  }

  /** Makes the calling thread make and run primitives alone, until it ends what is returned. */
  OneThread oneThread() {
    OneThread caller = OneThread.begin();
    caller.set(openMp, cores);
    return caller;
  }

  /**
   * Describes a float32 tensor. The caller destroys the description.
   *
   * @param strides in floats, one per dimension
   */
  static dnnl_memory_desc describe(long[] dims, long[] strides) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    require(
        dnnl_memory_desc_create_with_strides(desc, dims.length, dims, dnnl_f32, strides),
        "a tensor's description");
    return desc;
  }

  /** Attributes that every primitive has. The caller destroys them. */
  dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    require(dnnl_primitive_attr_create(attributes), "attributes");
    // With scratch memory of its own, a primitive neither allocates nor shares any when it runs.
    require(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "a scratchpad mode");
    require(dnnl_primitive_attr_set_deterministic(attributes, 1), "determinism");
    require(dnnl_primitive_attr_set_fpmath_mode(attributes, mathMode), "a precision of products");
    return attributes;
  }

  /**
   * Describes a float32 tensor whose layout a primitive may choose. The caller destroys the
   * description.
   */
  static dnnl_memory_desc describeAny(long... dims) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    require(
        dnnl_memory_desc_create_with_tag(desc, dims.length, dims, dnnl_f32, dnnl_format_tag_any),
        "a tensor's description");
    return desc;
  }

  /** Whether oneDNN computes this by more than its slow reference implementation. */
  static boolean isFast(dnnl_primitive_desc desc) {
    return !implementation(desc).startsWith("ref");
  }

  /** What oneDNN computes this by: {@code brgemm:avx512_core}, {@code gemm:jit:f32}. */
  static String implementation(dnnl_primitive_desc desc) {
    try (PointerPointer<BytePointer> name = new PointerPointer<>(1)) {
      require(dnnl_primitive_desc_query(desc, dnnl_query_impl_info_str, 0, name), "a name");
      return name.get(BytePointer.class, 0).getString();
    }
  }

  /**
   * @throws IllegalStateException if a oneDNN call that cannot fail has failed
   */
  static void require(int status, String what) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN refuses %s, status %d".formatted(what, status));
    }
  }
}
