package dev.netc.maven;

import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.source.Source;
import dev.netc.files.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says what is wrong with all .net files of the project, and which are not written as netc fmt
 * would write them. It changes nothing.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class CheckMojo extends NetMojo {
  /** Whether a file in another style than that of netc fmt fails the build. */
  @Parameter(property = "netc.checkFormat", defaultValue = "true")
  boolean checkFormat;

  @Override
  void run(NetSettings settings) throws MojoFailureException {
    List<Message> messages = new ArrayList<>();
    List<Path> programs = programs();
    for (Path program : programs) {
      ProgramCompilation compilation = ProgramCompilation.of(program, settings);
      messages.addAll(compilation.messages());
      if (checkFormat && !compilation.hasErrors()) {
        style(settings.sources().resolve(program), settings).ifPresent(messages::add);
      }
    }
    report(messages);
    getLog()
        .info(
            programs.size() == 1
                ? "1 .net file, no errors"
                : programs.size() + " .net files, no errors");
  }

  /** That a file is in another style, at the first line that would change. */
  private static Optional<Message> style(Path file, NetSettings settings) {
    String name = settings.named(file).toString();
    Source source = SourceFile.read(file, name).source();
    return Formatter.format(source)
        .text()
        .filter(text -> !text.equals(source.text()))
        .map(
            text ->
                new Message(
                    file,
                    source.line(firstDifference(source.text(), text)),
                    1,
                    true,
                    "the line is not as `netc fmt` writes it\n = help: netc fmt " + name));
  }

  private static int firstDifference(String is, String shouldBe) {
    int at = 0;
    while (at < Math.min(is.length(), shouldBe.length()) && is.charAt(at) == shouldBe.charAt(at)) {
      at++;
    }
    return at;
  }
}
