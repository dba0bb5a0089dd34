package dev.netc.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Says what is wrong with all .net files of the project, and writes nothing. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class CheckMojo extends NetMojo {

  @Override
  void run(NetSettings settings) throws MojoFailureException {
    List<Message> messages = new ArrayList<>();
    List<Path> programs = programs();
    for (Path program : programs) {
      messages.addAll(ProgramCompilation.of(program, settings).messages());
    }
    report(messages);
    getLog()
        .info(
            programs.size() == 1
                ? "1 .net file, no errors"
                : programs.size() + " .net files, no errors");
  }
}
