package dev.netc.compiler.javac;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles sources against one class path. Keep it: its file manager remembers what it has read of
 * the class path, so that every compilation after the first is about twenty times as fast.
 */
public final class JavaCompilation implements AutoCloseable {
  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;

  /**
   * @param classPath where the runtime's classes are
   * @throws NoJavaCompiler if netc runs on a JRE
   */
  public JavaCompilation(List<Path> classPath) {
    this(ToolProvider.getSystemJavaCompiler(), classPath);
  }

  JavaCompilation(JavaCompiler compiler, List<Path> classPath) {
    if (compiler == null) {
      throw new NoJavaCompiler();
    }
    this.compiler = compiler;
    this.files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    try {
      List<File> path = classPath.stream().map(Path::toFile).toList();
      files.setLocation(StandardLocation.CLASS_PATH, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles one class with its nested classes.
   *
   * @param className its full name
   * @return the class files by full name, sorted
   * @throws IllegalStateException with javac's messages if the source is wrong: netc wrote it, so
   *     that is a fault of netc
   */
  public Map<String, byte[]> compile(String className, String source) {
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    ClassesInMemory classes = new ClassesInMemory(files);
    boolean done =
        compiler
            .getTask(
                null,
                classes,
                messages,
                List.of("-proc:none", "-g:source,lines", "-implicit:none", "-Xlint:none"),
                null,
                List.of(new SourceInMemory(className, source)))
            .call();
    if (!done) {
      throw new IllegalStateException(
          "the Java source of " + className + " does not compile:\n" + text(messages));
    }
    return new TreeMap<>(classes.bytes());
  }

  private static String text(DiagnosticCollector<JavaFileObject> messages) {
    List<String> lines = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> message : messages.getDiagnostics()) {
      lines.add("line " + message.getLineNumber() + ": " + message.getMessage(Locale.ROOT));
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
