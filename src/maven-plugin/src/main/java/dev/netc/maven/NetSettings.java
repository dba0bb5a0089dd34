package dev.netc.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * What a build is told.
 *
 * @param root the project's folder: programs are named by their paths in it
 * @param sources the folder of programs
 * @param output the folder of Java sources
 * @param packages of the classes
 * @param dataFolders where data files are looked for, after the folder of the program
 * @param cache where downloaded data lies
 * @param version of netc; another one compiles everything anew
 */
record NetSettings(
    Path root,
    Path sources,
    Path output,
    PackageNames packages,
    List<Path> dataFolders,
    Path cache,
    String version) {

  /** The path by which messages and generated sources call a file. */
  Path named(Path file) {
    return file.startsWith(root) ? root.relativize(file) : file;
  }

  /** All that the classes of a program depend on but files. */
  String options(Path program) {
    return "%s, package %s, data in %s and %s"
        .formatted(version, packages.of(program), dataFolders, cache);
  }
}
