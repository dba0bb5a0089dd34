package dev.netc.cli.explain;

import dev.netc.compiler.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page about a message, a resource of the compiler. */
final class MessagePage {
  private MessagePage() {}

  static ExplainPage of(Code code) {
    String name = "/dev/netc/explain/" + code.word() + ".md";
    try (InputStream in = Code.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String title = text.lines().findFirst().orElse("").replaceFirst("^# *", "");
      return new ExplainPage(code.word(), title, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
