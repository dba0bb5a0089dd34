package dev.netc.cli.engine;

import dev.netc.compiler.Backend;
import dev.netc.compiler.javac.JavaCompilation;
import dev.netc.compiler.lower.Lowered;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compiles nets to classes in memory and makes instances of them. */
public final class CompiledNets implements AutoCloseable {
  private static final String PACKAGE = "dev.netc.generated";

  private final Kernels kernels;
  private JavaCompilation javac;

  /**
   * @param kernels the kernels that instances run on
   */
  public CompiledNets(Kernels kernels) {
    this.kernels = kernels;
  }

  /** The kernels that instances run on. */
  public Kernels kernels() {
    return kernels;
  }

  /**
   * A net, compiled, with its first values.
   *
   * @param batch how many samples run at once
   */
  public CompiledNet make(Lowered lowered, int batch, long seed) {
    Backend.Compiled compiled = Backend.compile(lowered, PACKAGE);
    return instance(load(compiled), batch, seed);
  }

  private Class<?> load(Backend.Compiled compiled) {
    if (javac == null) {
      javac = new JavaCompilation(classPath());
    }
    Map<String, byte[]> classes = javac.compile(compiled.className(), compiled.source());
    try {
      return new InMemoryLoader(classes).loadClass(compiled.className());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("javac wrote no " + compiled.className(), e);
    }
  }

  /** Where the types are that generated classes name: javac reads all of each jar that it gets. */
  static List<Path> classPath() {
    return Stream.of(CompiledNet.class, INDArray.class)
        .map(CompiledNets::place)
        .distinct()
        .toList();
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompiledNet instance(Class<?> type, int batch, long seed) {
    try {
      return (CompiledNet)
          type.getConstructor(int.class, long.class, Kernels.class)
              .newInstance(batch, seed, kernels);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (javac != null) {
      javac.close();
    }
  }

  /** Loads the classes of one net. */
  private static final class InMemoryLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    InMemoryLoader(Map<String, byte[]> classes) {
      super(CompiledNets.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
