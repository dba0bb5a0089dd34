package dev.netc.maven;

import dev.netc.compiler.Compiler;
import dev.netc.runtime.data.DataPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.util.DirectoryScanner;

/** What the goals have in common: which programs there are, and what is done about their errors. */
abstract class NetMojo extends AbstractMojo {
  @Inject BuildContext buildContext;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  /** The folder of the .net files. The folders below it are the packages of the classes. */
  @Parameter(property = "netc.sourceDirectory", defaultValue = "${project.basedir}/src/main/net")
  File sourceDirectory;

  /** The folder of the generated Java sources. It is the plugin's own. */
  @Parameter(
      property = "netc.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/net")
  File outputDirectory;

  /** Which files of the source folder are compiled. */
  @Parameter String[] includes = {"**/*.net"};

  /** Which of them are not, such as parts that others import. */
  @Parameter String[] excludes = {};

  /** Folders in which data files are looked for that do not lie beside their program. */
  @Parameter File[] dataDirectories = {};

  /** Whether a warning fails the build, as an error does. */
  @Parameter(property = "netc.failOnWarning", defaultValue = "false")
  boolean failOnWarning;

  /** Whether to do nothing. */
  @Parameter(property = "netc.skip", defaultValue = "false")
  boolean skip;

  private String packageName = "";

  /** The package of the classes of .net files that lie in no folder; that of others is below it. */
  @Parameter(name = "package", property = "netc.package")
  public void setPackage(String name) {
    packageName = name == null ? "" : name.strip();
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped: netc.skip is set");
      return;
    }
    try {
      LargeStack.call(
          () -> {
            run(settings());
            return null;
          });
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MojoFailureException failure) {
        throw failure;
      }
      throw new MojoExecutionException(reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("the build was interrupted", e);
    }
  }

  private static String reason(Throwable e) {
    return e instanceof IOException || e instanceof UncheckedIOException
        ? "a file cannot be read or written: " + e.getMessage()
        : "a fault of netc itself: " + e;
  }

  /** Does the work of the goal. */
  abstract void run(NetSettings settings) throws IOException, MojoFailureException;

  private NetSettings settings() throws IOException {
    List<Path> data = new ArrayList<>();
    for (File folder : dataDirectories) {
      data.add(folder.toPath());
    }
    Path home = Path.of(System.getProperty("user.home", "."));
    DataPath places = DataPath.of(sourceDirectory.toPath(), System.getenv(), home);
    data.addAll(places.folders());
    return new NetSettings(
        project.getBasedir().toPath(),
        sourceDirectory.toPath().normalize(),
        outputDirectory.toPath().normalize(),
        new PackageNames(packageName),
        data,
        places.cache(),
        version());
  }

  /** A development version of netc changes without another number: its jar tells. */
  private String version() throws IOException {
    try {
      Path jar =
          Path.of(Compiler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return "netc %s of %s".formatted(execution.getVersion(), Files.getLastModifiedTime(jar));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The programs, relative to the source folder, in an order that is always the same. */
  List<Path> programs() {
    if (!sourceDirectory.isDirectory()) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(sourceDirectory);
    scanner.setIncludes(includes);
    scanner.setExcludes(excludes);
    scanner.addDefaultExcludes();
    scanner.scan();
    return Arrays.stream(scanner.getIncludedFiles()).sorted().map(Path::of).toList();
  }

  /**
   * Shows the messages.
   *
   * @throws MojoFailureException if the build fails by one of them
   */
  void report(List<Message> messages) throws MojoFailureException {
    new MessageLog(getLog(), buildContext).show(messages);
    boolean errors = messages.stream().anyMatch(Message::isError);
    boolean warnings = messages.stream().anyMatch(m -> !m.isError());
    if (errors) {
      throw new MojoFailureException(
          "%s in .net files, shown above".formatted(MessageLog.count(messages, true)));
    } else if (warnings && failOnWarning) {
      throw new MojoFailureException(
          "%s in .net files, shown above, and failOnWarning is set"
              .formatted(MessageLog.count(messages, false)));
    }
  }
}
