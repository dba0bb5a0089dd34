package dev.netc.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ArenaTest {
  @Test
  void startsAtZeroOnACacheLine() {
    for (long size : new long[] {1, 5, 16, 1000, 12_345}) {
      try (Arena arena = Arena.allocate(size)) {
        assertEquals(size, arena.size());
        assertEquals(0, arena.view().address() % 64);
        for (long i = 0; i < size; i++) {
          assertEquals(0f, arena.view().get(i));
        }
      }
    }
  }

  @Test
  void startsAtZeroWhereOthersHaveBeen() {
    for (int round = 0; round < 50; round++) {
      try (Arena arena = Arena.allocate(1000)) {
        for (int i = 0; i < 1000; i++) {
          assertEquals(0f, arena.view().get(i));
          arena.view().set(i, 7f);
        }
      }
    }
  }

  @Test
  void viewsShareItsMemoryWithArrays() {
    try (Arena arena = Arena.allocate(100)) {
      View view = arena.view(10, 6);
      view.set(new float[] {1, 2, 3, 4, 5, 6});
      assertEquals(4f, arena.array().getFloat(13));
      INDArray matrix = view.array(2, 3);
      assertEquals(6f, matrix.getFloat(1, 2));
      matrix.putScalar(1, 0, 40f);
      assertEquals(40f, view.get(3));
      assertEquals(40f, arena.view().get(13));
      assertEquals(40f, view.pointer().get(3));
      assertEquals(arena.view().address() + 10 * Float.BYTES, view.address());
    }
  }

  @Test
  void viewsReadAndWriteRuns() {
    try (Arena arena = Arena.allocate(8)) {
      View view = arena.view(1, 6);
      view.set(2, new float[] {9, 1, 2, 9}, 1, 2);
      float[] into = {7, 7, 7, 7};
      view.get(1, into, 1, 3);
      assertArrayEquals(new float[] {7, 0, 1, 2}, into);
      arena.view(0, 3).set(0, view, 1, 3);
      assertArrayEquals(new float[] {0, 1, 2}, floats(arena.view(0, 3)));
      assertSame(view.buffer(), view.buffer());
      assertSame(ByteOrder.nativeOrder(), view.buffer().order());
      assertTrue(view.buffer().isDirect());
    }
  }

  private static float[] floats(View view) {
    float[] values = new float[(int) view.size()];
    view.get(values);
    return values;
  }

  @Test
  void viewsStayInside() {
    try (Arena arena = Arena.allocate(10)) {
      assertThrows(IndexOutOfBoundsException.class, () -> arena.view(5, 6));
      assertThrows(IndexOutOfBoundsException.class, () -> arena.view(-1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> arena.view(0, -1));
      assertThrows(IndexOutOfBoundsException.class, () -> arena.view(Long.MAX_VALUE, 1));
      View view = arena.view(2, 3);
      assertThrows(IndexOutOfBoundsException.class, () -> view.get(3));
      assertThrows(IndexOutOfBoundsException.class, () -> view.set(-1, 0f));
      assertThrows(IndexOutOfBoundsException.class, () -> view.get(new float[4]));
    }
  }

  @Test
  void mayBeEmpty() {
    try (Arena arena = Arena.allocate(0)) {
      assertEquals(0, arena.view().size());
      assertEquals(0, arena.array().length());
      arena.view().get(new float[0]);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> Arena.allocate(-1));
    assertThrows(IllegalArgumentException.class, () -> Arena.allocate(Long.MAX_VALUE));
    OutOfArenaMemory thrown = assertThrows(OutOfArenaMemory.class, () -> Arena.allocate(1L << 50));
    assertEquals((1L << 52) + 64, thrown.bytesWanted());
    assertTrue(
        thrown.getMessage().startsWith("an arena of 4,503,599,627,370,560 bytes is wanted"),
        thrown.getMessage());
  }

  @Test
  void givesItsMemoryBackOnce() {
    Arena arena = Arena.allocate(10);
    arena.close();
    arena.close();
    assertThrows(IllegalStateException.class, () -> arena.view(0, 1));
    assertThrows(IllegalStateException.class, arena::array);
  }

  @Test
  void readingAndWritingAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Arena arena = Arena.allocate(1000)) {
      View view = arena.view();
      float[] values = new float[1000];
      readAndWrite(view, values);
      long before = threads.getCurrentThreadAllocatedBytes();
      readAndWrite(view, values);
      assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }
  }

  private static void readAndWrite(View view, float[] values) {
    for (int i = 0; i < 100; i++) {
      view.set(values);
      view.get(values);
      view.set(i, view.get(i) + 1);
      view.set(0, view, 500, 500);
    }
  }

  @Test
  void anImaginedArenaHasNoMemory() {
    long before = Arena.bytesTaken();
    try (Arena arena = Arena.imagined(1L << 40)) {
      View view = arena.view(1L << 39, 100);
      assertEquals(100, view.size());
      assertEquals(60, view.arena().view(view.offset() + 7, 60).size());
      assertThrows(IndexOutOfBoundsException.class, () -> view.get(0));
      assertThrows(IndexOutOfBoundsException.class, () -> view.set(99, 1));
      assertEquals(before, Arena.bytesTaken());
    }
    assertEquals(before, Arena.bytesTaken());
  }
}
