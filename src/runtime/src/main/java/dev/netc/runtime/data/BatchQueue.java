package dev.netc.runtime.data;

import dev.netc.runtime.data.BatchSlot.Use;

/**
 * The slots of batches between the threads that fill them and the one that takes them. Batches are
 * begun in the order of their places in the data, by whichever thread is free, and taken in the
 * same order.
 */
final class BatchQueue {
  private final int batchesPerEpoch;
  private final BatchSlot[] slots;

  private final Object lock = new Object();
  // All below is guarded by the lock. Batches taken to begun - 1 are ready or being filled; `taken`
  // is the number of the one to take next.
  private long taken;
  private long begun;
  private BatchSlot held;
  private long nextEpoch;
  private int nextIndex;
  private long seeks;
  private boolean failed;
  private boolean closed;

  BatchQueue(int batchesPerEpoch, BatchSlot[] slots) {
    this.batchesPerEpoch = batchesPerEpoch;
    this.slots = slots;
  }

  /**
   * The next batch, valid until the next call of {@code take}, {@code seek} or {@code close}. Waits
   * even if the thread is interrupted meanwhile; the interruption stays pending.
   */
  Batch take() {
    boolean interrupted = false;
    try {
      synchronized (lock) {
        release();
        BatchSlot next = ready(taken);
        while (next == null && !closed) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
          next = ready(taken);
        }
        if (closed) {
          throw new IllegalStateException("the loader is closed");
        }
        if (next.failure != null) {
          rethrow(next.failure);
        }
        next.use = Use.HELD;
        held = next;
        taken++;
        return next.ready;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private BatchSlot ready(long number) {
    for (BatchSlot slot : slots) {
      if (slot.use == Use.READY && slot.number == number) {
        return slot;
      }
    }
    return null;
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Gives the slot of the batch that the caller had back. */
  private void release() {
    if (held != null) {
      held.use = Use.FREE;
      held = null;
      // Waking a thread costs more than filling a small batch, so it is woken for several at once.
      if (begun - taken <= slots.length / 2) {
        lock.notifyAll();
      }
    }
  }

  /** Makes batch {@code index} of epoch {@code epoch} the next one; what was begun is dropped. */
  void seek(long epoch, int index) {
    synchronized (lock) {
      release();
      for (BatchSlot slot : slots) {
        if (slot.use == Use.READY) {
          slot.use = Use.FREE; // One that is being filled becomes free when it is.
        }
      }
      taken = begun;
      nextEpoch = epoch;
      nextIndex = index;
      seeks++;
      failed = false;
      lock.notifyAll();
    }
  }

  /** Ends the taking and the filling. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  /**
   * A slot to fill, with the place of its batch, once there is room; null when the queue is closed.
   */
  BatchSlot begin() {
    synchronized (lock) {
      BatchSlot slot = free();
      while (!closed && (slot == null || failed)) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return null; // Nobody interrupts this thread but a virtual machine that ends.
        }
        slot = free();
      }
      if (closed) {
        return null;
      }
      slot.use = Use.FILLING;
      slot.number = begun++;
      slot.seek = seeks;
      slot.epoch = nextEpoch;
      slot.index = nextIndex;
      nextIndex = nextIndex + 1 == batchesPerEpoch ? 0 : nextIndex + 1;
      nextEpoch = nextIndex == 0 ? nextEpoch + 1 : nextEpoch;
      return slot;
    }
  }

  private BatchSlot free() {
    for (BatchSlot slot : slots) {
      if (slot.use == Use.FREE) {
        return slot;
      }
    }
    return null;
  }

  /**
   * Makes a slot's batch ready.
   *
   * @param failure what went wrong, for the caller to throw when its turn comes; null if nothing
   */
  void deliver(BatchSlot slot, Throwable failure) {
    synchronized (lock) {
      boolean wanted = slot.seek == seeks; // The caller may have gone elsewhere meanwhile.
      slot.use = wanted ? Use.READY : Use.FREE;
      slot.failure = failure;
      failed |= wanted && failure != null;
      if (!wanted || slot.number == taken) {
        lock.notifyAll();
      }
    }
  }
}
