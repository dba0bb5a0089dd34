package dev.netc.cli.progress;

/** What the steps since the last look came to. Adding one allocates nothing. */
final class RecentSteps {
  private static final double SECOND = 1e9;

  private long since;
  private long steps;
  private long rows;
  private double losses;

  /** Forgets the steps so far. */
  void begin(long now) {
    since = now;
    steps = 0;
    rows = 0;
    losses = 0;
  }

  void add(int stepRows, double loss) {
    steps++;
    rows += stepRows;
    losses += loss;
  }

  /** Mean over the steps. */
  double loss() {
    return losses / steps;
  }

  double rowsPerSecond(long now) {
    return rows / Math.max((now - since) / SECOND, 1e-9);
  }
}
