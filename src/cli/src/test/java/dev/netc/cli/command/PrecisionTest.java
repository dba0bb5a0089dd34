package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import dev.netc.runtime.kernel.Factors;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.NoSuchFactors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code precision bf16} and {@code fp16}: used where the processor can, refused where not. */
class PrecisionTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();

  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP16"})
  void sixteenBitsAreUsedOrRefused(Factors factors) throws IOException {
    Path out = folder.resolve("run");
    int code = terminal.run("train", program(factors), "--out", out);
    if (hasInstructions(factors)) {
      assertEquals(ExitCode.SUCCESS, code, terminal.err());
      assertTrue(terminal.out().contains("1.0000"), "XOR is learnt: " + terminal.out());
    } else {
      assertEquals(ExitCode.WRONG, code);
      assertTrue(
          terminal.err().contains("this processor has no instructions for it"), terminal.err());
      assertTrue(terminal.err().contains("leave `precision` out"), terminal.err());
      assertFalse(Files.exists(out.resolve("model.safetensors")));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP16"})
  void portableKernelsRefuse(Factors factors) throws IOException {
    int code = terminal.run("train", program(factors), "--kernels", "portable", "--out", folder);
    assertEquals(ExitCode.WRONG, code);
    assertTrue(terminal.err().contains("multiply float32 numbers only"), terminal.err());
  }

  @Test
  void theClassSaysHowItMultiplies() throws IOException {
    terminal.run("compile", program(Factors.BF16), "-d", folder);
    String source = Files.readString(folder.resolve("Learn.java"));
    assertTrue(source.contains("super(SPEC, batch, seed, kernels.with(Factors.BF16));"), source);
    String net = Files.readString(folder.resolve("Small.java"));
    assertTrue(net.contains("super(SPEC, batch, seed, kernels);"), net);
  }

  @Test
  void anotherPrecisionIsExplained() throws IOException {
    Path file = folder.resolve("half.net");
    Files.writeString(file, Programs.XOR.replace("steps     200", "steps 200  precision bf61"));
    assertEquals(ExitCode.WRONG, terminal.run("check", file));
    assertTrue(terminal.out().contains("did you mean 'bf16'?"), terminal.out() + terminal.err());
  }

  @Test
  void float32IsAlwaysThere() {
    assertEquals("portable", Kernels.portable().with(Factors.FLOAT32).name());
    assertEquals(Kernels.best().name(), Kernels.best().with(Factors.FLOAT32).name());
    assertThrows(NoSuchFactors.class, () -> Kernels.portable().with(Factors.BF16));
  }

  private Path program(Factors factors) throws IOException {
    String setting = "steps 200  precision " + factors.name().toLowerCase(Locale.ROOT);
    return Programs.write(folder, "half.net", Programs.XOR.replace("steps     200", setting));
  }

  private static boolean hasInstructions(Factors factors) {
    try {
      Kernels.best().with(factors);
      return true;
    } catch (NoSuchFactors e) {
      return false;
    }
  }
}
