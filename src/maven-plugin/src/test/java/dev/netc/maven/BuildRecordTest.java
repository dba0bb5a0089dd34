package dev.netc.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildRecordTest {
  @TempDir private Path folder;

  @Test
  void isReadAsItWasWritten() throws IOException {
    ProgramRecord strange =
        new ProgramRecord(
            "netc 0.1.0, package com.example",
            Map.of("/a folder/line\nend\\n.net", "12ab"),
            Map.of("data/houses.csv", "missing"),
            Map.of("/out/A.java", "34", "/out/B.java", "56"));
    BuildRecord record =
        new BuildRecord(
            Map.of(
                "/a folder/line\nend\\n.net",
                strange,
                "/empty.net",
                new ProgramRecord("", Map.of(), Map.of(), Map.of())));
    Path file = folder.resolve("status/default.txt");
    record.write(file);
    assertEquals(record, BuildRecord.read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "netc build 2",
        "netc build 1\nprogram",
        "netc build 1\nwhat is this",
        "netc build 1\nprogram /a\nsource 12",
        "netc build 1\nprogram \\q"
      })
  void aDamagedFileIsNone(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("damaged.txt"), text);
    assertEquals(Map.of(), BuildRecord.read(file).programs());
  }

  @Test
  void nothingOutsideOfTheOutputFolderIsRemoved() throws IOException {
    Path precious = Files.writeString(folder.resolve("Precious.java"), "class Precious {}");
    Path output = Files.createDirectory(folder.resolve("output"));
    Path stale = Files.writeString(output.resolve("Stale.java"), "class Stale {}");
    Path way = output.resolve("..").resolve("Precious.java");
    BuildRecord last =
        new BuildRecord(
            Map.of(
                "/gone.net",
                new ProgramRecord(
                    "",
                    Map.of(),
                    Map.of(),
                    Map.of(precious.toString(), "1", way.toString(), "1", stale.toString(), "1"))));
    NetSettings settings =
        new NetSettings(
            folder, folder, output, new PackageNames(""), List.of(), folder.resolve("cache"), "1");
    assertEquals(List.of(stale), IncrementalBuild.run(settings, List.of(), last).changed());
    assertTrue(Files.exists(precious));
  }
}
