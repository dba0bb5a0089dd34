package dev.netc.runtime.data.download;

import dev.netc.runtime.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Downloads data sets. A file arrives under the name {@code ….part}, is checked, and only then gets
 * its own name: a file that is there is whole. A download that was broken off goes on where it
 * ended.
 */
public final class Downloader {
  private static final int TRIES = 3;

  private final HttpClient client;
  private final Progress progress;
  private final Duration pause;

  /** A downloader that waits a moment before it tries again. */
  public Downloader(Progress progress) {
    this(progress, Duration.ofSeconds(2));
  }

  /**
   * @param pause before the second try at a server; twice as long before the third
   */
  Downloader(Progress progress, Duration pause) {
    this.progress = progress;
    this.pause = pause;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  /**
   * Brings a data set into a folder of its own; does nothing where it is there already.
   *
   * @param cache the folder for all data sets, made if it does not exist
   * @return the data set's folder
   * @throws DataException if a file cannot be had; what has arrived of it is kept for the next time
   */
  public Path get(DownloadableData data, Path cache) {
    Path folder = cache.resolve(data.name());
    if (isPresent(data, folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder);
      for (RemoteFile file : data.files()) {
        Path arrived = get(file, folder);
        if (!data.members().isEmpty()) {
          TarGz.unpack(arrived, data.members(), folder);
          Files.delete(arrived);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), 0, "the files cannot be written: " + e.getMessage(), "", e);
    }
  }

  /** Whether all files of a data set lie in its folder. */
  public static boolean isPresent(DownloadableData data, Path folder) {
    return data.members().isEmpty()
        ? data.files().stream().allMatch(file -> hasSize(folder.resolve(file.name()), file.size()))
        : data.members().stream().allMatch(member -> Files.isRegularFile(folder.resolve(member)));
  }

  /** Brings one file into a folder, from the first mirror that has it. */
  private Path get(RemoteFile file, Path folder) throws IOException {
    Path target = folder.resolve(file.name());
    if (hasSize(target, file.size()) && md5(target).equals(file.md5())) {
      return target;
    }
    Path part = folder.resolve(file.name() + ".part");
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = lock(channel, file)) {
      fill(file, channel);
    }
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Two writers of one part would spoil it for each other. */
  private static FileLock lock(FileChannel channel, RemoteFile file) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new DataException(
          file.name() + " is being downloaded by another netc", "wait until that has ended");
    }
    return lock;
  }

  private void fill(RemoteFile file, FileChannel channel) throws IOException {
    StringBuilder failures = new StringBuilder();
    for (URI mirror : file.mirrors()) {
      Transfer transfer = new Transfer(client, file, mirror, channel, progress);
      String failure = attempt(transfer);
      if (failure.isEmpty()) {
        return;
      }
      failures.append("\n  ").append(mirror).append(": ").append(failure);
    }
    throw new DataException(
        file.name() + " could not be downloaded" + failures,
        "run the same command again: it goes on where this one ended");
  }

  /** Tries a server several times; says why it did not succeed, empty if it did. */
  private String attempt(Transfer transfer) throws IOException {
    String failure = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        Thread.sleep(pause.toMillis() * i);
        transfer.run();
        if (md5(transfer.part()).equals(transfer.file().md5())) {
          return "";
        }
        transfer.part().truncate(0);
        failure = "the file has another checksum than it should";
      } catch (Transfer.Failure e) {
        failure = e.getMessage();
        if (e.lasting) {
          return failure;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DataException("the download was interrupted", "run the same command again");
      }
    }
    return failure;
  }

  private static boolean hasSize(Path file, long size) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == size;
    } catch (IOException e) {
      return false; // It went away meanwhile.
    }
  }

  private static String md5(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return md5(channel);
    }
  }

  /**
   * By the channel: where locks are mandatory, nobody else may read a locked file, this process
   * included.
   */
  private static String md5(FileChannel file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long at = 0;
    for (int n = file.read(buffer, at); n >= 0; n = file.read(buffer, at)) {
      at += n;
      digest.update(buffer.flip());
      buffer.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
