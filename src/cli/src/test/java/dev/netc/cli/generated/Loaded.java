package dev.netc.cli.generated;

import dev.netc.compiler.Backend;
import dev.netc.compiler.javac.JavaCompilation;
import dev.netc.compiler.lower.Lowered;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.TrainedNet;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A net compiled to a class, and the class loaded. */
record Loaded(Backend.Compiled compiled, Map<String, byte[]> classes, Class<?> type) {
  private static final JavaCompilation JAVAC =
      new JavaCompilation(
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Path::of)
              .toList());

  static Loaded of(Lowered net) {
    Backend.Compiled compiled = Backend.compile(net, "generated");
    Map<String, byte[]> classes = JAVAC.compile(compiled.className(), compiled.source());
    try {
      return new Loaded(compiled, classes, new InMemory(classes).loadClass(compiled.className()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  CompiledNet create(int batch, long seed, Kernels kernels) {
    try {
      return (CompiledNet)
          type.getConstructor(int.class, long.class, Kernels.class)
              .newInstance(batch, seed, kernels);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(compiled.source(), e);
    }
  }

  TrainedNet trained(int batch, long seed, Kernels kernels) {
    return (TrainedNet) create(batch, seed, kernels);
  }

  private static final class InMemory extends ClassLoader {
    private final Map<String, byte[]> classes;

    InMemory(Map<String, byte[]> classes) {
      super(Loaded.class.getClassLoader());
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
