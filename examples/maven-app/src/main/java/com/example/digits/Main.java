package com.example.digits;

import java.nio.file.Path;

/** {@code train FILE} teaches a network and saves it; {@code serve FILE PORT} answers with it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals("train")) {
      double accuracy = Training.run(20_000, Path.of(arguments[1]));
      System.out.printf(
          "reads %.1f %% of new digits right; saved %s%n", 100 * accuracy, arguments[1]);
    } else if (arguments.length == 3 && arguments[0].equals("serve")) {
      int threads = Runtime.getRuntime().availableProcessors();
      DigitService service =
          new DigitService(Path.of(arguments[1]), Integer.parseInt(arguments[2]), threads);
      Runtime.getRuntime().addShutdownHook(new Thread(service::close));
      System.out.println("reading digits at http://localhost:" + service.port() + "/digit");
    } else {
      System.err.println("usage: train FILE | serve FILE PORT");
      System.exit(2);
    }
  }
}
