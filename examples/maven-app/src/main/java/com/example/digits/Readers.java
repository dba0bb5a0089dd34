package com.example.digits;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Readers for several threads. A generated net is used by one thread at a time, since inputs and
 * results lie in memory of its own; so there is one for each request that is answered at once. All
 * share the parameters of the first, which are in memory once.
 */
final class Readers implements AutoCloseable {
  private final DigitReader first;
  private final BlockingQueue<DigitReader> free = new LinkedBlockingQueue<>();
  private final int count;

  /**
   * @param model the parameters, as the training saved them
   * @param count how many requests can be answered at once
   */
  Readers(Path model, int count) {
    this.count = count;
    first = new DigitReader(1);
    first.load(model);
    free.add(first);
    for (int i = 1; i < count; i++) {
      free.add(new DigitReader(1, first));
    }
  }

  /**
   * Reads a digit; waits while all readers are in use. From any thread.
   *
   * @param image 784 grey values from 0 to 1, row by row
   * @return for each of the ten digits how likely it is
   */
  float[] read(float[] image) throws InterruptedException {
    DigitReader reader = free.take();
    try {
      return reader.digit(image);
    } finally {
      free.add(reader);
    }
  }

  /** Waits until no reader is in use, and gives their memory back; the shared one last. */
  @Override
  public void close() {
    for (int i = 0; i < count; i++) {
      DigitReader reader = takeUninterrupted();
      if (reader != first) {
        reader.close();
      }
    }
    first.close();
  }

  private DigitReader takeUninterrupted() {
    boolean interrupted = false;
    while (true) {
      try {
        DigitReader reader = free.take();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return reader;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
