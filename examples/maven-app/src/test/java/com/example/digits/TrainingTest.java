package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  @Test
  void aShortTrainingReadsMostDigits() {
    assertTrue(TrainedModel.ACCURACY > 0.8, "accuracy " + TrainedModel.ACCURACY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.netc.compiler.Compiler",
        "dev.netc.files.FileImports",
        "dev.netc.cli.Main",
        "org.antlr.v4.runtime.Parser",
        "com.palantir.javapoet.JavaFile"
      })
  void theCompilerIsNotOnTheClassPath(String type) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(type));
  }

  @Test
  void theModelHasTheParametersOfTheProgram() {
    try (DigitReader reader = new DigitReader(1)) {
      reader.load(TrainedModel.FILE);
      List<String> names = reader.parameters().stream().map(p -> p.name()).toList();
      assertTrue(names.contains("digit.dense[0].weight"), names.toString());
    }
  }
}
