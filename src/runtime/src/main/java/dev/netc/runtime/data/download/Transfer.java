package dev.netc.runtime.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Set;

/** Brings the missing end of one file over from one server. */
record Transfer(HttpClient client, RemoteFile file, URI from, FileChannel part, Progress progress) {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /**
   * Answers that another try may change: timeout, too many requests, and errors of the server
   * itself.
   */
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  /** Why a transfer did not succeed. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether it is of no use to try the same again. */
    final boolean lasting;

    Failure(String message, boolean lasting) {
      super(message);
      this.lasting = lasting;
    }
  }

  /**
   * Appends to the part what it lacks, or starts it anew where the server cannot continue.
   *
   * @throws Failure if the server does not answer with the file, or the connection ends too early;
   *     what has arrived stays in the part
   */
  void run() throws IOException, InterruptedException {
    if (part.size() > file.size()) {
      part.truncate(0);
    }
    long have = part.size();
    progress.at(file.name(), have, file.size());
    if (have == file.size()) {
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(from).timeout(Duration.ofSeconds(60)).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      copy(body, begin(response, have));
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws Failure, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) { // Often without a message, as where nothing listens.
      throw new Failure(
          e.getMessage() == null ? "no connection" : "no connection: " + e.getMessage(), false);
    }
  }

  /** Where in the file the answer's body begins. */
  private long begin(HttpResponse<InputStream> response, long have) throws IOException {
    int status = response.statusCode();
    if (status == OK) { // All of it, whatever was asked for.
      part.truncate(0);
      return 0;
    }
    if (status == PARTIAL_CONTENT) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      if (range.startsWith("bytes " + have + "-")) {
        return have;
      }
      part.truncate(0);
      throw new Failure("the server continues at another place: " + range, false);
    }
    if (status == RANGE_NOT_SATISFIABLE) {
      part.truncate(0);
      throw new Failure("the server cannot continue the file", false);
    }
    throw new Failure("the server answers with status " + status, !PASSING.contains(status));
  }

  private void copy(InputStream body, long begin) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long done = begin;
    for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
      if (done + n > file.size()) {
        part.truncate(0);
        throw new Failure(
            "the server's file has more than the expected " + file.size() + " bytes", true);
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        done += part.write(bytes, done);
      }
      progress.at(file.name(), done, file.size());
    }
    if (done < file.size()) {
      throw new Failure(
          "the connection ended after " + done + " of " + file.size() + " bytes", false);
    }
  }

  /** As {@code read}; a connection that breaks is one that ends: how much has arrived says all. */
  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }
}
