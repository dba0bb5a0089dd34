package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();

  @Test
  void theProgramThatItMakesIsRight() throws IOException {
    Path made = folder.resolve("first");
    assertEquals(ExitCode.SUCCESS, terminal.run("new", made));
    assertTrue(terminal.out().startsWith("made %s/first.net\n".formatted(made)), terminal.out());
    String text = Files.readString(made.resolve("first.net"));
    assertTrue(text.contains("netc train first.net"), text);
    assertEquals(ExitCode.SUCCESS, terminal.run("check", made));
    assertEquals("", terminal.err());
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    assertEquals(ExitCode.USAGE, terminal.run("new", there));
    assertEquals(
        """
        error: %s exists already
         = help: take another name
        """
            .formatted(there),
        terminal.err());
  }

  @Test
  void aNameIsAWord() {
    assertEquals(ExitCode.USAGE, terminal.run("new", folder.resolve("a b")));
    assertTrue(terminal.err().startsWith("error: 'a b' cannot be the name of a program\n"));
  }
}
