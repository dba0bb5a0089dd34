package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Intake;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.MovableInput;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A compiled net for one batch size: its memory, its parameters and the kernels of inference.
 *
 * <p>To predict, set the inputs, {@link #run}, and get the outputs; a generated class also has a
 * method for each output that does all three. One instance is used by one thread at a time.
 */
public abstract class CompiledNet implements AutoCloseable {
  /** The samples that the kernels work on. */
  protected final int batch;

  /** Makes the kernels of the phase that is being built. */
  protected Kernels kernels;

  private final Kernels allKernels;

  /** What random kernels draw from. */
  protected final RandomState random;

  private final NetSpec spec;
  private final SharedMemory shared;
  private final boolean ownsShared;
  private final Arena inputs;
  private final Arena activations;
  private final CompiledNet root;
  private final CompiledNet[] siblings;
  private final Map<String, Intake> intakes = new HashMap<>();
  private final Map<String, Samples.Elsewhere> elsewhere = new HashMap<>();
  private Portions portions;
  private Phase inference;
  private Phase latestPhase;
  private CompiledNet latest;
  private KernelWatch watch = KernelWatch.NONE;

  /**
   * A net with parameters of its own, at their first values.
   *
   * @param batch how many samples run at once, 1 or more
   * @param seed of the first values and of all randomness in training
   */
  protected CompiledNet(NetSpec spec, int batch, long seed, Kernels kernels) {
    this.spec = spec;
    this.batch = requirePositive(batch);
    this.allKernels = kernels.ofNet();
    this.kernels = allKernels;
    Arena.requireFree(
        "%s with a batch of %,d".formatted(spec.name(), batch), spec.memory().allFloats(batch));
    this.random = new RandomState(seed);
    this.shared = new SharedMemory(spec.memory());
    this.ownsShared = true;
    this.inputs = Arena.allocate(spec.memory().inputFloats(batch));
    this.activations = Arena.allocate(spec.memory().activationFloats(batch));
    this.root = this;
    this.siblings = new CompiledNet[batch];
    setConstants();
    initialize(seed);
  }

  /** The same net for another batch size: parameters and all that training keeps are shared. */
  protected CompiledNet(CompiledNet other, int batch) {
    this.spec = other.spec;
    this.batch = requirePositive(batch);
    this.allKernels = other.allKernels.ofNet();
    this.kernels = allKernels;
    this.random = other.random;
    this.shared = other.shared;
    this.ownsShared = false;
    Arena.requireFree(
        "%s with a batch of %,d".formatted(spec.name(), batch),
        spec.memory().allFloats(batch) - spec.memory().allFloats(0));
    this.inputs = Arena.allocate(spec.memory().inputFloats(batch));
    this.activations = Arena.allocate(spec.memory().activationFloats(batch));
    this.root = other.root;
    this.siblings = new CompiledNet[batch];
  }

  private static int requirePositive(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has at least 1 sample, not " + batch);
    }
    return batch;
  }

  // What a generated class states.

  /** Adds the kernels that compute the outputs from the inputs. */
  protected abstract void buildInference(Phase phase);

  /** This net for fewer samples, with the same parameters. */
  protected abstract CompiledNet resized(int rows);

  /** Writes the numbers that the program states into their places. */
  protected void setConstants() {}

  // Where values lie. Offsets of batched values count for each sample.

  /** A run of the parameter arena. */
  protected final View parameter(long offset, long size) {
    return shared.parameters.view(offset, size);
  }

  /** A run of the gradient arena, whose offsets are those of the parameters. */
  protected final View gradient(long offset, long size) {
    return shared.gradients().view(offset, size);
  }

  /** A run of the statistics that a step computes anew. */
  protected final View nextState(long offset, long size) {
    return shared.nextStates().view(offset, size);
  }

  /** A run of the constant arena. */
  protected final View constant(long offset, long size) {
    return shared.constants.view(offset, size);
  }

  /** An input with {@code size} floats for each sample. */
  protected final View batchedInput(long offset, long size) {
    return inputs.view(offset * batch, size * batch);
  }

  /** An input that is the same for all samples. */
  protected final View fixedInput(long offset, long size) {
    return inputs.view(spec.memory().inputsPerSample() * batch + offset, size);
  }

  /** A value with {@code size} floats for each sample. */
  protected final View batched(long offset, long size) {
    return activations.view(offset * batch, size * batch);
  }

  /** A value that is the same for all samples. */
  protected final View fixed(long offset, long size) {
    return activations.view(spec.memory().activationsPerSample() * batch + offset, size);
  }

  final View inputView(InputSpec input) {
    int size = input.tensor().size();
    return input.tensor().batched()
        ? batchedInput(input.offset(), size)
        : fixedInput(input.offset(), size);
  }

  final SharedMemory shared() {
    return shared;
  }

  // Parameters.

  private void initialize(long seed) {
    for (ParameterSpec p : spec.parameters()) {
      float[] values = new float[p.size()];
      p.initializer().fill(seed, p.filled(), values);
      parameter(p.offset(), values.length).set(values);
    }
  }

  /** The parameters in the order of declaration. */
  public final List<ParameterValue> parameters() {
    List<ParameterValue> values = new ArrayList<>();
    for (ParameterSpec p : spec.parameters()) {
      values.add(ParameterValue.of(p.name(), p.dims(), parameter(p.offset(), p.size())));
    }
    return values;
  }

  /**
   * A parameter by its name. The array is the net's own memory: writing to it changes the net.
   *
   * @throws IllegalArgumentException if there is no parameter of this name
   */
  public final INDArray parameter(String name) {
    ParameterSpec p = spec.parameter(name);
    shared.parameters.changesUnannounced();
    return parameter(p.offset(), p.size()).array(p.dims());
  }

  /**
   * Writes the parameters to a safetensors file, atomically.
   *
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be written
   */
  public final void save(Path file) {
    Weights.save(file, parameters());
  }

  /**
   * Sets the parameters from a safetensors, npz or checkpoint file, by name: all or none.
   *
   * @throws dev.netc.runtime.checkpoint.CheckpointException if the file cannot be read or does not
   *     fit, with a sentence for each entry
   */
  public final void load(Path file) {
    Weights.load(file, parameters(), List.of());
  }

  // Running.

  /** What the net is: its inputs, parameters and sizes. */
  public final NetSpec spec() {
    return spec;
  }

  /** How many samples run at once. */
  public final int batch() {
    return batch;
  }

  /**
   * Sets an input.
   *
   * @param values row-major; for all samples of the batch if the input is batched
   * @throws IllegalArgumentException if there is no such input or it has another size
   */
  public final void set(String input, float... values) {
    Intake intake = intake(input);
    if (values.length != intake.size()) {
      throw new IllegalArgumentException(
          "%s takes %d values for %d samples, not %d"
              .formatted(input, intake.size(), batch, values.length));
    }
    intake.copy(values);
  }

  final Intake intake(String input) {
    return intakes.computeIfAbsent(input, name -> new Intake(inputView(spec.input(name))));
  }

  /** Says where the next run reads an input, for {@link #firstBadValue}. */
  final void readElsewhere(InputSpec input, Samples.Elsewhere place) {
    elsewhere.put(input.name(), place);
  }

  /** An input that the kernels of inference can read elsewhere, or nothing if they cannot. */
  final Optional<MovableInput> movable(InputSpec input) {
    return inference().movable(input.name(), inputView(input));
  }

  /** Sets an input, as {@link #set(String, float...)}, from an array of any shape that fits. */
  public final void set(String input, INDArray values) {
    set(input, values.dup('c').data().asFloat());
  }

  /** Computes the outputs from the inputs. */
  public final void run() {
    run(inference());
  }

  /**
   * A copy of an output, as the last {@link #run} computed it.
   *
   * @throws IllegalArgumentException if there is no output of this name
   */
  public final float[] get(String output) {
    View view = output(inference(), output);
    float[] values = new float[Math.toIntExact(view.size())];
    view.get(values);
    return values;
  }

  /** Copies an output into an array of its size; allocates nothing. */
  public final void get(String output, float[] into) {
    output(inference(), output).get(into);
  }

  /** An output as an array on the net's own memory, which the next run overwrites. */
  public final INDArray array(String output) {
    return output(inference(), output).array(spec.output(output).dims(batch));
  }

  /**
   * Has every kernel that is made from now on watched; those of the first run are made in it.
   *
   * @throws IllegalStateException if kernels have been made already
   */
  public final void watch(KernelWatch by) {
    if (root.latest != null || root.portions != null) {
      throw new IllegalStateException("the net has run already");
    }
    root.watch = by;
  }

  /** A phase with its kernels. */
  final Phase built(KernelWatch.Work work, Consumer<Phase> build) {
    boolean trains = work == KernelWatch.Work.TRAINING;
    kernels = trains ? allKernels.forChangingWeights() : allKernels;
    Phase phase =
        kernels.reserving(
            () -> {
              Phase made = new Phase(shared.parameters);
              build.accept(made);
              return made;
            });
    phase.seal(
        kernel -> watched(work, kernel),
        kernel -> watched(KernelWatch.Work.UPDATE, kernel),
        () -> root.watch.isWatching());
    return phase;
  }

  /**
   * Bytes that the kernels of all phases built so far were found to need beside their operands,
   * before they took any.
   */
  public final long kernelBytes() {
    return allKernels.reservedBytes();
  }

  final Kernel watched(KernelWatch.Work work, Kernel kernel) {
    return root.watch.watched(work, kernel);
  }

  final Phase inference() {
    if (inference == null) {
      inference = built(KernelWatch.Work.INFERENCE, this::buildInference);
    }
    return inference;
  }

  final void run(Phase phase) {
    runsLast(phase);
    phase.run();
  }

  /** Says what {@link #firstBadValue} looks at. */
  final void runsLast(Phase phase) {
    latestPhase = phase;
    elsewhere.clear();
    root.latest = this;
  }

  static View output(Phase phase, String name) {
    View view = phase.outputs().get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "there is no output '%s' among %s".formatted(name, phase.outputs().keySet()));
    }
    return view;
  }

  /**
   * Computes an output for any number of samples.
   *
   * @param inputNames of the inputs that are given
   * @param inputValues for each of them; batched ones all for the same number of samples
   */
  protected final float[] predict(String output, String[] inputNames, float[]... inputValues) {
    Samples[] samples = Arrays.stream(inputValues).map(Samples::of).toArray(Samples[]::new);
    return new Prediction(this, inputNames, samples).of(output);
  }

  /**
   * As {@link #predict(String, String[], float[]...)}, from arrays to an array of its own. Where
   * possible, arrays of floats that lie row by row are read in their place.
   */
  protected final INDArray predict(String output, String[] inputNames, INDArray... inputValues) {
    Samples[] samples = Arrays.stream(inputValues).map(Samples::of).toArray(Samples[]::new);
    return new Prediction(this, inputNames, samples).arrayOf(output);
  }

  /**
   * The same into an array that is there.
   *
   * @param into of floats that lie row by row, of the output's size for all samples
   * @return into
   */
  protected final INDArray predict(
      String output, INDArray into, String[] inputNames, INDArray... inputValues) {
    Samples[] samples = Arrays.stream(inputValues).map(Samples::of).toArray(Samples[]::new);
    return new Prediction(this, inputNames, samples).into(into, output);
  }

  /** This net for a number of samples, made when first asked for and kept. */
  final CompiledNet sized(int rows) {
    if (rows == batch) {
      return this;
    }
    if (siblings[rows] == null) {
      siblings[rows] = resized(rows);
    }
    return siblings[rows];
  }

  /** How a batch of predictions is run. */
  final Portions portions() {
    if (portions == null) {
      portions = new Portions(this);
    }
    return portions;
  }

  /** The instance, this or one for another batch size, that ran last. */
  final CompiledNet latest() {
    return root.latest == null ? this : root.latest;
  }

  /**
   * The first value in the order of computation that is NaN or infinite, after a {@link #run} or a
   * step that gave one. The kernels run again, one by one.
   */
  public Optional<String> firstBadValue() {
    CompiledNet net = latest();
    net.elsewhere.forEach((input, place) -> place.bringHome(net, spec.input(input)));
    net.elsewhere.clear();
    for (InputSpec input : spec.inputs()) {
      if (!Finite.isFinite(net.inputView(input))) {
        return Optional.of("input " + input.name());
      }
    }
    for (ParameterSpec p : spec.parameters()) {
      if (!Finite.isFinite(parameter(p.offset(), p.size()))) {
        return Optional.of("parameter " + p.name());
      }
    }
    return net.latestPhase == null ? Optional.empty() : net.latestPhase.firstBadValue();
  }

  /** Gives the memory back; the net must not be used any more, nor any array that it gave. */
  @Override
  public void close() {
    for (CompiledNet sibling : siblings) {
      if (sibling != null) {
        sibling.close();
      }
    }
    if (portions != null) {
      portions.close();
    }
    allKernels.release();
    inputs.close();
    activations.close();
    if (ownsShared) {
      shared.close();
    }
  }
}
