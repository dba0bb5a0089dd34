package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
  private static final String UGLY = "net A{input x[] output y=x}";
  private static final String NICE = "net A { input x []  output y = x }\n";

  @TempDir private Path folder;

  @Test
  void filesAreChangedInPlace() throws Exception {
    Path ugly = Programs.write(folder, "ugly.net", UGLY);
    Path nice = Programs.write(folder, "nice.net", NICE);
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.SUCCESS, terminal.run("fmt", folder));
    assertEquals(ugly + "\n", terminal.out());
    assertEquals(NICE, Files.readString(ugly));
    assertEquals(NICE, Files.readString(nice));
    Terminal again = Terminal.files();
    assertEquals(ExitCode.SUCCESS, again.run("fmt", folder));
    assertEquals("all 2 files are in the style\n", again.out());
  }

  @Test
  void checkNamesFilesAndChangesNone() throws Exception {
    Path ugly = Programs.write(folder, "ugly.net", UGLY);
    Programs.write(folder, "nice.net", NICE);
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.WRONG, terminal.run("fmt", "--check", folder));
    assertEquals(ugly + "\n", terminal.out());
    assertEquals(UGLY, Files.readString(ugly));
  }

  @Test
  void aBrokenFileIsExplainedAndTheOthersFormatted() throws Exception {
    String text = "net A { output y = }\n";
    Path broken = Programs.write(folder, "a.net", text);
    Path ugly = Programs.write(folder, "b.net", UGLY);
    Terminal terminal = Terminal.files();
    assertEquals(ExitCode.WRONG, terminal.run("fmt", broken, ugly));
    assertTrue(terminal.err().startsWith("error[syntax-error]"), terminal.err());
    assertEquals(text, Files.readString(broken));
    assertEquals(NICE, Files.readString(ugly));
  }

  @Test
  void theInputGoesToTheOutput() {
    Terminal terminal = Terminal.reading(UGLY);
    assertEquals(ExitCode.SUCCESS, terminal.run("fmt", "-"));
    assertEquals(NICE, terminal.out());
    assertEquals(ExitCode.WRONG, Terminal.reading(UGLY).run("fmt", "--check", "-"));
    assertEquals(ExitCode.SUCCESS, Terminal.reading(NICE).run("fmt", "--check", "-"));
    assertEquals(ExitCode.USAGE, Terminal.reading(UGLY).run("fmt", "-", "a.net"));
  }

  @Test
  void linksAndPermissionsStay() throws Exception {
    Path real = Programs.write(folder, "real.net", UGLY);
    if (Files.getFileStore(real).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-r--"));
      Path link = Files.createSymbolicLink(folder.resolve("link.net"), real);
      assertEquals(ExitCode.SUCCESS, Terminal.files().run("fmt", link));
      assertTrue(Files.isSymbolicLink(link));
      assertEquals(NICE, Files.readString(real));
      assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    }
  }
}
