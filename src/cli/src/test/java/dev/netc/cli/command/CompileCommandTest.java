package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {
  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();
  private Path xor;

  @BeforeEach
  void write() throws IOException {
    xor = Programs.write(folder, "xor.net", Programs.XOR);
  }

  @Test
  void everyNetAndTrainBecomesASource() throws IOException {
    Path out = folder.resolve("out");
    int code = terminal.run("compile", xor, "-d", out, "--package", "com.example");
    assertEquals(ExitCode.SUCCESS, code);
    for (String name : new String[] {"Small", "Learn"}) {
      String source = Files.readString(out.resolve("com/example/" + name + ".java"));
      assertTrue(source.contains("package com.example;"), source);
      assertTrue(source.contains("public final class " + name + " "), source);
    }
  }

  @Test
  void aJarOfClassesIsTheSameEveryTime() throws Exception {
    Path one = folder.resolve("one.jar");
    Path two = folder.resolve("two.jar");
    assertEquals(ExitCode.SUCCESS, terminal.run("compile", xor, "--jar", one));
    assertEquals(ExitCode.SUCCESS, terminal.run("compile", xor, "--jar", two));
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    try (URLClassLoader classes = new URLClassLoader(new URL[] {one.toUri().toURL()})) {
      assertNotNull(classes.loadClass("Learn"));
    }
  }

  @Test
  void stagesOfTheCompilationCanBeLookedAt() {
    assertEquals(ExitCode.SUCCESS, terminal.run("compile", xor, "Small", "--show", "graph"));
    assertTrue(terminal.out().startsWith("// Small, inference\ngraph Small\n"), terminal.out());
    for (String stage : new String[] {"fused", "plan", "java"}) {
      Terminal other = Terminal.files();
      assertEquals(ExitCode.SUCCESS, other.run("compile", xor, "Learn", "--show", stage));
      assertTrue(other.out().length() > 100, other.out());
    }
  }

  @Test
  void nothingIsDoneWithoutAWish() {
    assertEquals(ExitCode.USAGE, terminal.run("compile", xor));
    assertTrue(terminal.err().startsWith("error: nothing says what to make\n"), terminal.err());
  }

  @Test
  void aPackageIsAName() {
    assertEquals(ExitCode.USAGE, terminal.run("compile", xor, "-d", folder, "--package", "1.2"));
    assertEquals("error: '1.2' is no Java package\n", terminal.err());
  }
}
