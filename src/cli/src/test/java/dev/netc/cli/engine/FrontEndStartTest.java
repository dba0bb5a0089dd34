package dev.netc.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontEndStartTest {
  @Test
  void itsProgramIsRightSoThatAllOfTheFrontEndIsStarted() {
    var checked = FrontEndStart.check();
    assertEquals(List.of(), checked.diagnostics());
    assertEquals(Set.of("Start"), checked.program().networks().keySet());
  }
}
