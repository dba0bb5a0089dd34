package dev.netc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetcTest {
  static Stream<String> commands() {
    return Netc.commandLine(Terminal.files().console()).getSubcommands().keySet().stream()
        .filter(name -> !name.equals("warm-up"));
  }

  @Test
  void helpListsEveryCommand() {
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.SUCCESS, terminal.run());
    commands().forEach(name -> assertTrue(terminal.out().contains("\n  " + name + " "), name));
    assertFalse(terminal.out().contains("warm-up"));
    assertEquals("", terminal.err());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExample(String name) {
    Terminal byWord = Terminal.files();
    Terminal byOption = Terminal.files();
    assertEquals(ExitCode.SUCCESS, byWord.run("help", name));
    assertEquals(ExitCode.SUCCESS, byOption.run(name, "--help"));
    assertEquals(byOption.out(), byWord.out());
    assertTrue(name.equals("help") || byWord.out().contains("Example"), byWord.out());
    assertTrue(byWord.out().lines().allMatch(line -> line.length() <= 80), byWord.out());
  }

  @Test
  void aMisspeltCommandIsCorrected() {
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.USAGE, terminal.run("chekc", "a.net"));
    assertEquals(
        """
        error: there is no command chekc
         = help: did you mean check?
        `netc --help` shows how it is used.
        """,
        terminal.err());
    assertEquals("", terminal.out());
  }

  @Test
  void aMisspeltOptionIsCorrected() {
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.USAGE, terminal.run("check", "--fromat", "json", "a.net"));
    assertEquals(
        """
        error: netc check has no option --fromat
         = help: did you mean --format?
        `netc check --help` shows how it is used.
        """,
        terminal.err());
  }

  @Test
  void aWrongChoiceNamesTheRightOnes() {
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.USAGE, terminal.run("version", "--format", "xml"));
    assertEquals(
        """
        error: invalid value for option '--format': 'xml' is none of text, json
        `netc version --help` shows how it is used.
        """,
        terminal.err());
  }

  @Test
  void aMissingArgumentIsUsage() {
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.USAGE, terminal.run("check"));
    assertTrue(terminal.err().startsWith("error: missing required parameter: 'FILE'"));
  }

  @Test
  void versionsAreShown() {
    Terminal text = Terminal.files();
    assertEquals(ExitCode.SUCCESS, text.run("--version"));
    assertTrue(text.out().matches("netc \\d+\\.\\d+\\.\\d+\n"), text.out());
    Terminal json = Terminal.files();
    assertEquals(ExitCode.SUCCESS, json.run("version", "--format", "json"));
    String version = text.out().strip().substring("netc ".length());
    assertTrue(json.out().contains("\"netc\" : \"%s\"".formatted(version)), json.out());
  }

  @Test
  void coloursAreForTerminals() {
    assertFalse(coloured(Terminal.files(), "auto"));
    assertTrue(coloured(Terminal.files(), "always"));
    assertTrue(coloured(Terminal.interactive(Map.of()), "auto"));
    assertFalse(coloured(Terminal.interactive(Map.of()), "never"));
    assertFalse(coloured(Terminal.interactive(Map.of("NO_COLOR", "1")), "auto"));
    assertTrue(coloured(Terminal.interactive(Map.of("NO_COLOR", "")), "auto"));
    assertFalse(coloured(Terminal.interactive(Map.of("TERM", "dumb")), "auto"));
  }

  private static boolean coloured(Terminal terminal, String mode) {
    terminal.run("explain", "unknown-name", "--color", mode);
    return terminal.out().contains("\u001B[");
  }

  @Test
  void aFaultOfNetcIsReportedToAFile() throws Exception {
    Terminal terminal = Terminal.files();
    RuntimeException fault = new IllegalStateException("two and two are five\nand more");
    int code = Failures.show(terminal.console(), List.of("check", "a.net"), fault);
    assertEquals(ExitCode.INTERNAL, code);
    assertFalse(terminal.err().contains("\tat "), terminal.err());
    assertTrue(
        terminal.err().startsWith("netc failed: IllegalStateException: two and two are five\n"));
    Matcher named = Pattern.compile("\n  (.*\\.txt)\n").matcher(terminal.err());
    assertTrue(named.find(), terminal.err());
    Path report = Path.of(named.group(1));
    String text = Files.readString(report);
    Files.delete(report);
    assertTrue(text.contains("command: netc check a.net"), text);
    assertTrue(text.contains("\tat dev.netc.cli.NetcTest"), text);
  }

  @Test
  void littleMemoryIsNoFaultOfNetc() {
    Terminal terminal = Terminal.files();
    int code = Failures.show(terminal.console(), List.of(), new OutOfMemoryError());
    assertEquals(ExitCode.WRONG, code);
    assertTrue(terminal.err().startsWith("error: there is not enough memory\n"), terminal.err());
  }
}
