package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that must not go on: they say why, and what was saved before stays. */
class BadTrainingTest {
  private static final String FIT =
      """
      data points = table { x = [1, 2]  t = [2, 4] }

      net Line { input x []  param a [] = 0  output y = a * x }

      train Fit {
          net        Line
          data       points
          minimize   squared_error(y, t)
          optimizer  sgd(lr = %s)
          checkpoint every step
          steps      4
      }
      """;

  @TempDir private Path folder;
  private final Terminal terminal = Terminal.files();

  private int train(String program, String... more) throws IOException {
    Path file = Programs.write(folder, "a.net", program);
    Object[] words = new Object[5 + more.length];
    Object[] first = {"train", file, "--out", folder.resolve("run"), "--quiet"};
    System.arraycopy(first, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return terminal.run(words);
  }

  @Test
  void aLossThatDivergesIsFoundInItsStepAndSavesNoModel() throws IOException {
    assertEquals(ExitCode.WRONG, train(FIT.formatted("1e30")));
    String told = terminal.out() + terminal.err();
    assertTrue(told.contains("the loss is infinite in step 2; the first value concerned is"), told);
    assertFalse(Files.exists(folder.resolve("run/model.safetensors")));
  }

  @Test
  void aCheckpointOfAnotherProgramIsRefusedAndKept() throws IOException {
    assertEquals(ExitCode.SUCCESS, train(FIT.formatted("0.1")), terminal.err());
    Path checkpoint = folder.resolve("run/checkpoint.safetensors");
    byte[] before = Files.readAllBytes(checkpoint);
    assertEquals(ExitCode.WRONG, train(FIT.formatted("0.2"), "--resume"));
    assertTrue(
        terminal.err().contains(checkpoint + ": belongs to another program or other settings"),
        terminal.err());
    assertArrayEquals(before, Files.readAllBytes(checkpoint));
  }
}
