package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void knowsItsNames() {
    assertSame(Kernels.portable(), Kernels.named("portable"));
    assertSame(Kernels.best(), Kernels.named("auto"));
    assertEquals("portable", Kernels.portable().name());
    assertThrows(IllegalArgumentException.class, () -> Kernels.named("fast"));
  }

  @Test
  void isOneDnnWhereItLoads() {
    assertSame(KernelSet.ONEDNN.kernels(), Kernels.best());
    assertSame(Kernels.best(), Kernels.named("onednn"));
    assertEquals("onednn", Kernels.best().name());
  }
}
