package dev.netc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code netc} in a source tree of its own, with a JDK and a Maven that only count.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *-Xshare:dump*) for word in "$@"; do
            case $word in -XX:SharedArchiveFile=*) echo archive > "${word#*=}" ;; esac
          done ;;
        *warm-up*) ;;
        *) printf '%s\\n' "java $*"; exit ${JAVA_EXIT:-0} ;;
      esac
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo build >> "$COUNT"
      [ -z "$BROKEN" ] || { echo '[INFO] noise'; echo '[ERROR] it is broken'; exit 1; }
      sleep ${BUILD_SECONDS:-0}
      mkdir -p src/cli/target src/compiler/target
      echo cli > src/cli/target/netc-cli-0.1.0.jar
      echo compiler > src/compiler/target/netc-compiler-0.1.0.jar
      echo other > ../other.jar
      printf '%s' "$PWD/src/compiler/target/netc-compiler-0.1.0.jar:$PWD/../other.jar" \\
        > src/cli/target/classpath.txt
      """;

  @TempDir private Path folder;

  private Path home;
  private Path jdk;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void makeATree() throws IOException {
    home = folder.toRealPath().resolve("a home");
    Files.createDirectories(home);
    Files.copy(Path.of("../../netc"), home.resolve("netc"));
    home.resolve("netc").toFile().setExecutable(true);
    for (String module : List.of("compiler", "runtime", "files", "cli")) {
      Files.createDirectories(home.resolve("src/" + module + "/src/main"));
      Files.writeString(home.resolve("src/" + module + "/pom.xml"), "");
    }
    Files.createDirectories(home.resolve("grammar"));
    Files.writeString(home.resolve("grammar/NetLexer.g4"), "");
    Files.writeString(home.resolve("pom.xml"), "");
    jdk = jdk("jdk", "17.0.9", true);
    program(folder.resolve("bin/mvn"), MAVEN);
    age(home);
  }

  private Path jdk(String name, String version, boolean withCompiler) throws IOException {
    Path made = folder.resolve(name);
    program(made.resolve("bin/java"), JAVA);
    if (withCompiler) {
      program(made.resolve("bin/javac"), "#!/bin/sh\n");
    }
    Files.writeString(made.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return made;
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** Makes all files an hour old, so that a change is newer. */
  private static void age(Path tree) throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
    try (var files = Files.walk(tree)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  private ProcessBuilder process(Path script, Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> variables = process.environment();
    variables.keySet().removeIf(name -> name.startsWith("NETC_") || name.startsWith("OMP_"));
    variables.put("JAVA_HOME", jdk.toString());
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("COUNT", folder.resolve("builds").toString());
    variables.putAll(environment);
    return process;
  }

  private Run run(Path script, Map<String, String> environment, String... words) throws Exception {
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = process(script, environment, words).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private Run run(String... words) throws Exception {
    return run(home.resolve("netc"), Map.of(), words);
  }

  private int builds() throws IOException {
    Path count = folder.resolve("builds");
    return Files.exists(count) ? Files.readAllLines(count).size() : 0;
  }

  @Test
  void itBuildsOnFirstUseAlone() throws Exception {
    Run first = run("version");
    assertEquals("building netc (first use; this takes a minute or two) …\n", first.err());
    Run second = run("version");
    assertEquals("", second.err());
    assertEquals(first.out(), second.out());
    assertEquals(1, builds());
    assertTrue(first.out().endsWith(" dev.netc.cli.Main version\n"), first.out());
    assertTrue(first.out().contains("classes-17.0.9.jsa"), first.out());
  }

  @Test
  void argumentsAndExitCodesPassThrough() throws Exception {
    Run run = run(home.resolve("netc"), Map.of("JAVA_EXIT", "42"), "check", "a b.net", "*", "");
    assertTrue(run.out().endsWith(" dev.netc.cli.Main check a b.net * \n"), run.out());
    assertEquals(42, run.exitCode());
  }

  @Test
  void aChangeOfTheSourceIsBuilt() throws Exception {
    run("version");
    Files.setLastModifiedTime(home.resolve("netc"), FileTime.from(Instant.now().plusSeconds(5)));
    run("version");
    assertEquals(1, builds());
    Path source = home.resolve("src/runtime/src/main/New.java");
    Files.writeString(source, "");
    Run changed = run("version");
    assertEquals("building netc (its source has changed) …\n", changed.err());
    assertEquals(2, builds());
  }

  @Test
  void aLostLibraryIsBroughtBack() throws Exception {
    run("version");
    Path library = home.resolveSibling("other.jar");
    Files.delete(library);
    run("version");
    assertEquals(2, builds());
    assertTrue(Files.exists(library));
  }

  @Test
  void aBrokenBuildShowsItsErrors() throws Exception {
    Run run = run(home.resolve("netc"), Map.of("BROKEN", "yes"), "version");
    assertEquals(ExitCode.INTERNAL, run.exitCode());
    assertTrue(run.err().contains("\n[ERROR] it is broken\n"), run.err());
    assertFalse(run.err().contains("noise"), run.err());
    assertTrue(run.err().contains("netc: the build failed"), run.err());
    assertEquals(0, run("version").exitCode(), "the lock is free again");
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(
          process(home.resolve("netc"), Map.of("BUILD_SECONDS", "1"), "version")
              .redirectErrorStream(true)
              .start());
    }
    for (Process start : starts) {
      String out = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, start.waitFor());
      assertTrue(out.endsWith(" dev.netc.cli.Main version\n"), out);
    }
    assertEquals(1, builds());
  }

  @Test
  void theLockOfAKilledBuildIsBroken() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/netc/lock"));
    Files.writeString(lock.resolve("owner"), gone.pid() + "\n");
    assertEquals(0, run("version").exitCode());
  }

  @Test
  void itIsFoundThroughLinks() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Path direct = Files.createSymbolicLink(links.resolve("direct"), home.resolve("netc"));
    Path indirect = Files.createSymbolicLink(links.resolve("netc"), Path.of("direct"));
    assertEquals(0, run(direct, Map.of(), "version").exitCode());
    Run run = run(indirect, Map.of(), "version");
    assertEquals(0, run.exitCode());
    assertEquals(1, builds());
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    jdk = jdk("old", "11.0.2", true);
    Run run = run("version");
    assertEquals(ExitCode.INTERNAL, run.exitCode());
    assertTrue(run.err().startsWith("netc: Java 11.0.2 is too old: "), run.err());
  }

  @Test
  void aJavaWithoutCompilerIsRefused() throws Exception {
    jdk = jdk("jre", "21.0.1", false);
    Run run = run("version");
    assertEquals(ExitCode.INTERNAL, run.exitCode());
    assertTrue(run.err().startsWith("netc: this Java has no compiler: "), run.err());
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    jdk = folder.resolve("nowhere");
    Run run = run("version");
    assertEquals(ExitCode.INTERNAL, run.exitCode());
    assertTrue(run.err().startsWith("netc: there is no bin/java in JAVA_HOME"), run.err());
  }

  @Test
  void newerVersionsOfJavaGetTheirOptions() throws Exception {
    jdk = jdk("new", "25", true);
    assertTrue(run("version").out().contains("--enable-native-access=ALL-UNNAMED"));
  }

  @Test
  void commandsThatComputeGetTheBetterCompiler() throws Exception {
    assertTrue(run("check", "a.net").out().contains("-XX:TieredStopAtLevel=1"));
    assertFalse(run("train", "a.net").out().contains("-XX:TieredStopAtLevel=1"));
  }
}
