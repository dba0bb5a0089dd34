package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/** Compares the whole report of a data error with what a user should read. */
public final class Reports {
  private Reports() {}

  /**
   * @param expected with {@code DIR} for the test's folder
   */
  public static void assertReport(String expected, Path dir, Executable wrong) {
    DataException exception = assertThrows(DataException.class, wrong);
    String report =
        exception.report().replace(dir.toString(), "DIR").replace(File.separatorChar, '/');
    assertEquals(expected.strip(), report);
  }

  /** For errors that concern no file. */
  public static void assertReport(String expected, Executable wrong) {
    assertEquals(expected.strip(), assertThrows(DataException.class, wrong).report());
  }
}
