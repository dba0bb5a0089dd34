package dev.netc.compiler.javac;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source that javac reads from a string. */
final class SourceInMemory extends SimpleJavaFileObject {
  private final String text;

  SourceInMemory(String className, String text) {
    // A name has letters of any script, which a URI has not: only the last part must be right.
    super(uri(className), Kind.SOURCE);
    this.text = text;
  }

  private static URI uri(String className) {
    try {
      return new URI(
          "string", null, "/" + className.replace('.', '/') + Kind.SOURCE.extension, null);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
