package dev.netc.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * The Java packages of programs: the configured one, and below it the folders of the program.
 *
 * @param base the package of programs that lie in no folder; may be empty
 */
record PackageNames(String base) {

  /**
   * The package of the classes of a program.
   *
   * @param program relative to the source folder
   */
  String of(Path program) {
    List<String> parts = new ArrayList<>();
    if (!base.isEmpty()) {
      parts.add(base);
    }
    for (int i = 0; i < program.getNameCount() - 1; i++) {
      parts.add(program.getName(i).toString());
    }
    return String.join(".", parts);
  }

  /** What is wrong with a package, if Java cannot have one of this name. */
  static Optional<String> problem(String name) {
    return name.isEmpty() || SourceVersion.isName(name, SourceVersion.RELEASE_17)
        ? Optional.empty()
        : Optional.of(
            "'%s' is no Java package\n = help: packages are named by letters and digits: rename "
                    .formatted(name)
                + "the folder, or change <package>");
  }
}
