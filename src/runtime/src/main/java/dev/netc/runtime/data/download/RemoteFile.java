package dev.netc.runtime.data.download;

import java.net.URI;
import java.util.List;

/**
 * A file on the network whose content is known.
 *
 * @param name of the file when it has arrived
 * @param mirrors where it is, the best first; at least one
 * @param size in bytes
 * @param md5 of its content, 32 hexadecimal digits in lower case: what the publishers of these data
 *     sets state
 */
public record RemoteFile(String name, List<URI> mirrors, long size, String md5) {

  public RemoteFile {
    mirrors = List.copyOf(mirrors);
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException(name + " is nowhere");
    }
  }

  /** A file that lies in several folders under its own name. */
  static RemoteFile in(List<String> folders, String name, long size, String md5) {
    return new RemoteFile(
        name, folders.stream().map(folder -> URI.create(folder + name)).toList(), size, md5);
  }
}
