package dev.netc.compiler.javac;

/** Java runs here without its compiler. */
public final class NoJavaCompiler extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoJavaCompiler() {
    super(
        "this Java has no compiler: it is a runtime environment (JRE);"
            + " netc needs a development kit (JDK) of version 17 or later");
  }
}
