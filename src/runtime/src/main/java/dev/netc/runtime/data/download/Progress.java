package dev.netc.runtime.data.download;

/** Hears how a download goes on. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = (file, done, total) -> {};

  /**
   * Called often, on the downloading thread; the first call for a file says where it begins, above
   * 0 if an earlier download is taken up again.
   *
   * @param file name of the file
   * @param done bytes that are there
   * @param total bytes of the whole file
   */
  void at(String file, long done, long total);
}
