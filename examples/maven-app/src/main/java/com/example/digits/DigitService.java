package com.example.digits;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads digits for others: {@code POST /digit} with 784 grey values from 0 to 255, a byte each, is
 * answered with the digit and how likely it is.
 */
final class DigitService implements AutoCloseable {
  private static final int PIXELS = 784;

  private final Readers readers;
  private final ExecutorService threads;
  private final HttpServer server;

  /**
   * Starts to serve this machine alone.
   *
   * @param port 0 for any that is free
   * @param threads how many requests are answered at once
   */
  DigitService(Path model, int port, int threads) throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    this.readers = new Readers(model, threads);
    this.threads = Executors.newFixedThreadPool(threads);
    server.setExecutor(this.threads);
    server.createContext("/digit", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange request) throws IOException {
    try (request) {
      byte[] body = request.getRequestBody().readNBytes(PIXELS + 1);
      if (!request.getRequestMethod().equals("POST")) {
        send(request, 405, "post 784 bytes, a grey value each\n");
      } else if (body.length != PIXELS) {
        send(request, 400, "an image has 784 bytes, not %d\n".formatted(body.length));
      } else {
        send(request, 200, described(readers.read(greys(body))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static float[] greys(byte[] bytes) {
    float[] greys = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      greys[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
    }
    return greys;
  }

  private static String described(float[] likelihoods) {
    int best = 0;
    for (int digit = 1; digit < likelihoods.length; digit++) {
      best = likelihoods[digit] > likelihoods[best] ? digit : best;
    }
    return String.format(Locale.ROOT, "%d %.4f\n", best, likelihoods[best]);
  }

  private static void send(HttpExchange request, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    request.sendResponseHeaders(status, bytes.length);
    request.getResponseBody().write(bytes);
  }

  /** Answers what was asked already, and stops. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
    readers.close();
  }
}
