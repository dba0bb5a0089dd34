package dev.netc.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.00 kB",
    "9912422, 9.91 MB",
    "170052171, 170 MB",
    "999900, 1.00 MB",
    "5000000000000, 5.00 TB"
  })
  void bytesHaveThreeDigits(long bytes, String shown) {
    assertEquals(shown, Amounts.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0.0000",
        "0.12345|0.1235",
        "12.3456|12.346",
        "1234.56|1234.6",
        "0.00001234|1.234e-05",
        "-2.5|-2.5000",
        "NaN|NaN",
        "Infinity|infinite",
        "-Infinity|-infinite",
        "12345678|1.235e+07"
      })
  void figuresHaveFourDigitsOrMore(double value, String shown) {
    assertEquals(shown, Amounts.figure(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "9.94, 9.9 s",
    "9.96, 10 s",
    "59.4, 59 s",
    "59.6, 1:00 min",
    "185, 3:05 min",
    "7800, 2:10 h",
    "NaN, ?",
    "-1, ?"
  })
  void timesAreRounded(double seconds, String shown) {
    assertEquals(shown, Amounts.time(seconds));
  }
}
