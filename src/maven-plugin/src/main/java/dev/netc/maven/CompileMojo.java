package dev.netc.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the .net files of the project to Java sources, one class for each net that can stand
 * alone and each train, and adds their folder to those that javac compiles. Only what changed since
 * the last build is compiled.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public class CompileMojo extends NetMojo {
  /** Where the builds of this project note what they made. */
  @Parameter(
      defaultValue = "${project.build.directory}/maven-status/netc-maven-plugin",
      readonly = true)
  File statusDirectory;

  @Override
  void run(NetSettings settings) throws IOException, MojoFailureException {
    List<Path> programs = programs();
    Path status = statusDirectory.toPath().resolve(execution.getExecutionId() + ".txt");
    BuildRecord last = BuildRecord.read(status);
    if (programs.isEmpty() && last.programs().isEmpty()) {
      getLog().info("No .net files to compile");
      return;
    }
    project.addCompileSourceRoot(outputDirectory.getPath());
    IncrementalBuild.Outcome outcome = IncrementalBuild.run(settings, programs, last);
    outcome.changed().forEach(file -> buildContext.refresh(file.toFile()));
    outcome.compiled().forEach(file -> buildContext.removeMessages(file.toFile()));
    tell(outcome, programs.size(), settings);
    boolean fails = failOnWarning && !outcome.messages().isEmpty();
    (fails ? outcome.recordWithoutTrust() : outcome.record()).write(status);
    report(outcome.messages());
  }

  private void tell(IncrementalBuild.Outcome outcome, int programs, NetSettings settings) {
    int compiled = outcome.compiled().size();
    if (outcome.messages().stream().anyMatch(Message::isError)) {
      return;
    }
    if (compiled == 0) {
      getLog().info("Nothing to compile: all .net files are up to date");
    } else {
      getLog()
          .info(
              "Compiled %d of %d .net file%s to %s"
                  .formatted(
                      compiled,
                      programs,
                      programs == 1 ? "" : "s",
                      settings.named(settings.output())));
    }
  }
}
