package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong outside of a program: for each there is one message with file, place, cause and way
 * out, the exit code 1, and nothing is written. The messages stand in {@code bad-input.txt}; {@code
 * -Dgolden=update} writes it anew.
 */
class BadInputTest {
  private static final Path MESSAGES = Path.of("src/test/resources/dev/netc/cli/bad-input.txt");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> isToldInOneMessage() throws IOException {
    Map<String, String> told = new LinkedHashMap<>();
    Map<String, Throwable> failures = new LinkedHashMap<>();
    for (BadInput input : BadInputs.all()) {
      try {
        told.put(input.name(), told(input));
      } catch (AssertionError e) {
        failures.put(input.name(), e);
      }
    }
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(MESSAGES, text(told));
    }
    Map<String, String> expected = sections(Files.readString(MESSAGES));
    return BadInputs.all().stream()
        .map(
            input ->
                dynamicTest(
                    input.name(),
                    () -> {
                      if (failures.containsKey(input.name())) {
                        throw failures.get(input.name());
                      }
                      assertEquals(expected.get(input.name()), told.get(input.name()));
                    }));
  }

  /** What is told about an input, without names of this machine. */
  private String told(BadInput input) throws IOException {
    Path own = Files.createDirectory(folder.resolve(input.name()));
    input.write(own);
    Map<String, Integer> before = contents(own);
    Terminal terminal = Terminal.files();
    Object[] command = input.command(own);
    int exitCode = terminal.run(command);
    assertEquals(ExitCode.WRONG, exitCode, terminal.out() + terminal.err());
    assertEquals(before, contents(own), "something was written");
    return terminal
        .err()
        .replace(own.toString(), "FOLDER")
        .replaceAll("\\S*/netc/data/", "CACHE/")
        .replaceAll("only [0-9.,]+ GiB", "only SOME GiB");
  }

  /** All files with their bytes. */
  private static Map<String, Integer> contents(Path folder) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        contents.put(folder.relativize(file).toString(), Arrays.hashCode(bytes));
      }
    }
    return contents;
  }

  private static String text(Map<String, String> told) {
    StringBuilder text = new StringBuilder();
    told.forEach((name, message) -> text.append("== ").append(name).append('\n').append(message));
    return text.toString();
  }

  private static Map<String, String> sections(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String section : text.split("(?m)^== ")) {
      int end = section.indexOf('\n');
      if (end > 0) {
        sections.put(section.substring(0, end), section.substring(end + 1));
      }
    }
    return sections;
  }
}
