package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class OneThreadTest {
  @Test
  void theNumberOfThreadsIsSetBackAfterTheOutermostKernels() {
    Optional<OneDnn> library = OneDnn.load();
    assumeTrue(library.isPresent(), "oneDNN does not load");
    OneDnn oneDnn = library.get();
    NativeOps openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = openMp.ompGetMaxThreads();
    OneThread outer = OneThread.begin();
    assertEquals(before, openMp.ompGetMaxThreads(), "no primitive has run");
    OneThread inner = oneDnn.oneThread();
    assertEquals(1, openMp.ompGetMaxThreads());
    inner.end();
    assertEquals(1, openMp.ompGetMaxThreads(), "more kernels may follow");
    outer.end();
    assertEquals(before, openMp.ompGetMaxThreads());
    oneDnn.oneThread().end();
    assertEquals(before, openMp.ompGetMaxThreads());
  }
}
