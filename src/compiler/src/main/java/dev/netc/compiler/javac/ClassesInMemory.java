package dev.netc.compiler.javac;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Keeps the class files that javac writes. */
final class ClassesInMemory extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  ClassesInMemory(JavaFileManager files) {
    super(files);
  }

  /** The class files by full name. */
  Map<String, byte[]> bytes() {
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    return new SimpleJavaFileObject(URI.create("class:/output"), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        classes.put(className, stream);
        return stream;
      }
    };
  }
}
