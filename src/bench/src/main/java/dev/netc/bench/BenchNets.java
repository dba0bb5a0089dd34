package dev.netc.bench;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The benchmarks' programs, compiled in the way of the command line. */
public final class BenchNets {
  private static final String TRAIN = "Digits";

  private BenchNets() {}

  /**
   * A program among the resources, {@code two_layer} or {@code five_layer_norm}, read and checked.
   */
  static LoadedProgram program(String name) {
    try (InputStream text = BenchNets.class.getResourceAsStream(name + ".net")) {
      if (text == null) {
        throw new IllegalArgumentException("there is no program " + name);
      }
      Path folder = Files.createTempDirectory("netc-bench");
      Path file = folder.resolve(name + ".net");
      Files.copy(text, file);
      LoadedProgram program = LoadedProgram.load(file, Map.of());
      Files.delete(file);
      Files.delete(folder);
      if (program.checked().hasErrors()) {
        throw new IllegalStateException(Report.of(program.checked().diagnostics()));
      }
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only training of a program. */
  static TrainSpec training(LoadedProgram program) {
    return program.program().trains().get(TRAIN);
  }

  /** A program's net with its first values, for batches of a size. */
  public static TrainedNet compile(String name, int batch, Kernels kernels) {
    TrainSpec train = training(program(name));
    try (CompiledNets nets = new CompiledNets(kernels)) {
      return (TrainedNet) nets.make(Lower.train(train), batch, train.settings().seed());
    }
  }

  /** Computes the answers of images. */
  @FunctionalInterface
  public interface Predictor {
    float[] predict(float[] images);
  }

  /** A net's method for its only output, as a program calls it: from images to answers. */
  public static Predictor predictor(TrainedNet net) {
    MethodHandle method = output(net, float[].class, float[].class);
    return images -> {
      try {
        return (float[]) method.invokeExact(images);
      } catch (Throwable e) {
        throw rethrown(e);
      }
    };
  }

  /** Computes the answers of images that lie in native memory, and writes them there. */
  @FunctionalInterface
  public interface InPlace {
    INDArray predict(INDArray images, INDArray answers);
  }

  /** The same method for arrays that are there. */
  public static InPlace inPlace(TrainedNet net) {
    MethodHandle method = output(net, INDArray.class, INDArray.class, INDArray.class);
    return (images, answers) -> {
      try {
        return (INDArray) method.invokeExact(images, answers);
      } catch (Throwable e) {
        throw rethrown(e);
      }
    };
  }

  private static MethodHandle output(TrainedNet net, Class<?> result, Class<?>... parameters) {
    String output = net.spec().outputs().get(0).name();
    try {
      return MethodHandles.publicLookup()
          .bind(net, output, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException rethrown(Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(thrown);
  }

  /** The learning rate that a program states. */
  public static double learningRate(String name) {
    return training(program(name)).optimizer().setting("lr");
  }

  /** The widths of a program's layers, the input first. */
  static int[] widths(String name) {
    return switch (name) {
      case "two_layer" -> new int[] {784, 50, 10};
      case "five_layer", "five_layer_norm" -> new int[] {784, 100, 100, 100, 100, 10};
      default -> throw new IllegalArgumentException("there is no program " + name);
    };
  }
}
