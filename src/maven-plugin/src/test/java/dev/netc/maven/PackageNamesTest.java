package dev.netc.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNamesTest {
  @ParameterizedTest
  @CsvSource({
    "'', shop.net, ''",
    "com.example, shop.net, com.example",
    "'', com/example/shop.net, com.example",
    "com.example, vision/small/reader.net, com.example.vision.small"
  })
  void foldersArePackagesBelowTheConfiguredOne(String base, String program, String expected) {
    assertEquals(expected, new PackageNames(base).of(Path.of(program)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "com.example, true",
    "größe.vier, true",
    "my-nets, false",
    "com.1st, false",
    "com.new, false",
    "com..example, false",
    "a b, false"
  })
  void aNameThatJavaDoesNotTakeIsAProblem(String name, boolean valid) {
    assertEquals(valid, PackageNames.problem(name).isEmpty());
  }

  @Test
  void theProblemIsToldWithAWayOut() {
    assertEquals(
        "'my-nets' is no Java package\n = help: packages are named by letters and digits: "
            + "rename the folder, or change <package>",
        PackageNames.problem("my-nets").orElseThrow());
  }
}
