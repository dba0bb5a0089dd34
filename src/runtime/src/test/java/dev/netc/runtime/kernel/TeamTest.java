package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TeamTest {
  private static final int PIECES = 5;

  @Test
  void everyPieceRunsOnceInEveryJob() {
    Team team = new Team(3);
    AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
    for (int job = 1; job <= 20_000; job++) {
      team.run(runs::incrementAndGet, PIECES);
      for (int piece = 0; piece < PIECES; piece++) {
        assertEquals(job, runs.get(piece));
      }
    }
  }

  /** Pieces that wait for each other are each begun by the thread whose share they are. */
  @Test
  void eachThreadBeginsWithItsOwnShare() {
    Team team = new Team(2);
    Thread caller = Thread.currentThread();
    AtomicIntegerArray begun = new AtomicIntegerArray(2);
    for (int job = 1; job <= 20_000; job++) {
      int now = job;
      Thread[] by = new Thread[2];
      team.run(
          piece -> {
            by[piece] = Thread.currentThread();
            begun.set(piece, now);
            while (begun.get(1 - piece) != now) {
              Thread.onSpinWait();
            }
          },
          2);
      assertSame(caller, by[0]);
      assertNotSame(caller, by[1]);
    }
  }

  @Test
  void helpersThatSleepDoNotHoldUpAJob() throws InterruptedException {
    Team team = new Team(2);
    AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
    for (int job = 1; job <= 5; job++) {
      Thread.sleep(20);
      team.run(runs::incrementAndGet, PIECES);
      assertEquals(job, runs.get(PIECES - 1));
    }
  }

  @Test
  void whatAPieceThrowsReachesTheCaller() {
    Team team = new Team(2);
    AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
    for (int job = 0; job < 100; job++) {
      int wrong = job % PIECES;
      Team.Work work =
          piece -> {
            if (piece == wrong) {
              throw new IllegalStateException("piece " + piece);
            }
          };
      Exception thrown = assertThrows(IllegalStateException.class, () -> team.run(work, PIECES));
      assertEquals("piece " + wrong, thrown.getMessage());
    }
    team.run(runs::incrementAndGet, PIECES);
    assertEquals(1, runs.get(0));
  }

  @Test
  void severalCallersDoNotWaitForEachOther() throws InterruptedException {
    Team team = new Team(2);
    AtomicIntegerArray runs = new AtomicIntegerArray(3 * PIECES);
    List<Thread> callers = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      int base = c * PIECES;
      callers.add(
          new Thread(
              () -> {
                for (int job = 0; job < 2000; job++) {
                  team.run(piece -> runs.incrementAndGet(base + piece), PIECES);
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    for (int i = 0; i < runs.length(); i++) {
      assertEquals(2000, runs.get(i));
    }
  }
}
