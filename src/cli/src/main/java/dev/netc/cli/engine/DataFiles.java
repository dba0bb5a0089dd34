package dev.netc.cli.engine;

import dev.netc.runtime.data.DataException;

/** Tells missing data from wrong data: what needs a file that is not there is skipped, visibly. */
final class DataFiles {
  private DataFiles() {}

  static boolean isMissing(DataException e) {
    return e.getMessage().startsWith("there is no data ");
  }
}
