package dev.netc.runtime.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server on this machine that gives out files, whole or in part, and can be told to misbehave.
 */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** The Range header of each request so far, empty where there was none. */
  final List<String> ranges = new ArrayList<>();

  /** Whether Range headers are understood. */
  volatile boolean resumes = true;

  /** How many requests are still to be broken off half way. */
  volatile int breaks;

  /** How many requests are still to be answered with status 503. */
  volatile int busy;

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  FileServer put(String name, byte[] content) {
    files.put("/" + name, content);
    return this;
  }

  URI uri(String name) {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/"
            + name);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      byte[] content = files.get(exchange.getRequestURI().getPath());
      if (content == null || busy-- > 0) {
        exchange.sendResponseHeaders(content == null ? 404 : 503, -1);
        return;
      }
      int from = range == null || !resumes ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      byte[] rest = Arrays.copyOfRange(content, from, content.length);
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
      exchange.getResponseBody().write(rest, 0, breaks-- > 0 ? rest.length / 2 : rest.length);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
