package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String RIGHT = "net Double { input x []  output y = 2 * x }\n";
  private static final String WRONG = "net Double { input x []  output y : 2 }\n";

  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aRightProgramHasNoErrors() throws IOException {
    assertEquals(ExitCode.SUCCESS, terminal.run("check", file("a.net", RIGHT)));
    assertEquals("no errors\n", terminal.out());
    assertEquals("", terminal.err());
  }

  @Test
  void aWrongProgramIsExplained() throws IOException {
    Path wrong = file("a.net", WRONG);
    assertEquals(ExitCode.WRONG, terminal.run("check", wrong));
    assertEquals(
        """
        error[syntax-error]: the character ':' has no meaning here
         --> %s:1:35
          |
        1 | net Double { input x []  output y : 2 }
          |                                   ^

        1 error
        """
            .formatted(wrong),
        terminal.err());
    assertEquals("", terminal.out());
  }

  @Test
  void coloursMoveNothing() throws IOException {
    Path wrong = file("a.net", WRONG);
    terminal.run("check", wrong);
    Terminal coloured = Terminal.files();
    coloured.run("check", wrong, "--color", "always");
    assertTrue(coloured.err().contains("\u001B[1;31merror[syntax-error]"), coloured.err());
    assertEquals(terminal.err(), coloured.err().replaceAll("\u001B\\[[0-9;]*m", ""));
  }

  @Test
  void programsReadPlacesAsJson() throws IOException {
    Path wrong = file("a.net", WRONG);
    assertEquals(ExitCode.WRONG, terminal.run("check", wrong, "--format", "json"));
    assertEquals(
        """
        [ {
          "file" : "%s",
          "line" : 1,
          "column" : 35,
          "endLine" : 1,
          "endColumn" : 36,
          "code" : "syntax-error",
          "severity" : "error",
          "message" : "the character ':' has no meaning here",
          "notes" : [ ],
          "help" : null,
          "fix" : null
        } ]
        """
            .formatted(wrong),
        terminal.out());
    assertEquals("", terminal.err());
  }

  @Test
  void allProgramsOfAFolderAreChecked() throws IOException {
    file("b/one.net", RIGHT);
    file("a.net", RIGHT);
    file("notes.txt", "no program");
    file(".hidden/c.net", WRONG);
    file("runs/d.net", WRONG);
    assertEquals(ExitCode.SUCCESS, terminal.run("check", folder));
    assertEquals("2 files, no errors\n", terminal.out());
  }

  @Test
  void aFolderWithoutProgramsIsAMistake() {
    assertEquals(ExitCode.USAGE, terminal.run("check", folder));
    assertEquals("error: there is no .net file in %s\n".formatted(folder), terminal.err());
  }

  @Test
  void aMissingFileIsLookedForNearby() throws IOException {
    file("digits.net", RIGHT);
    assertEquals(ExitCode.USAGE, terminal.run("check", folder.resolve("digit.net")));
    assertEquals(
        """
        error: there is no file %1$s/digit.net
         = help: did you mean %1$s/digits.net?
        """
            .formatted(folder),
        terminal.err());
  }

  @Test
  void theEndingMayBeForgottenOnlyOnce() throws IOException {
    file("digits.net", RIGHT);
    assertEquals(ExitCode.USAGE, terminal.run("check", folder.resolve("digits")));
    assertTrue(terminal.err().contains("did you mean %s/digits.net?".formatted(folder)));
  }

  @Test
  void aFileInAnotherEncodingIsNoProgram() throws IOException {
    Path latin = folder.resolve("latin.net");
    Files.write(latin, "// Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(ExitCode.WRONG, terminal.run("check", latin));
    assertEquals(
        """
        error[unreadable-text]: this is not text in UTF-8: byte 5 is 0xfc
         --> %s:1:6
          |
        1 | // Gr
          |      ^
          |
          = help: save the file with the encoding UTF-8

        1 error
        """
            .formatted(latin),
        terminal.err());
  }

  @Test
  void aFileBeyondAllMeasureIsNotRead() throws IOException {
    Path large = folder.resolve("large.net");
    Files.write(large, new byte[(4 << 20) + 1]);
    assertEquals(ExitCode.WRONG, terminal.run("check", large));
    assertTrue(terminal.err().startsWith("error[too-large]: the file has more than 4 MiB\n"));
  }
}
