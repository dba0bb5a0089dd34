package com.example.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.digits.Digits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DigitServiceTest {
  private static final int THREADS = 4;
  private static final int IMAGES = 200;

  private final Table images = Digits.read("digits", Digits.DEFAULT_SEED).split(DataSet.TEST);

  private float[] image(int row) {
    float[] image = new float[784];
    images.read("image", row, image, 0);
    return image;
  }

  private static <T> List<T> fromManyThreads(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3 * THREADS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    List<float[]> expected = new ArrayList<>();
    List<Callable<float[]>> work = new ArrayList<>();
    try (DigitReader alone = new DigitReader(1);
        Readers readers = new Readers(TrainedModel.FILE, THREADS)) {
      alone.load(TrainedModel.FILE);
      for (int i = 0; i < IMAGES; i++) {
        float[] image = image(i);
        expected.add(alone.digit(image));
        work.add(() -> readers.read(image));
      }
      List<float[]> answers = fromManyThreads(work);
      for (int i = 0; i < IMAGES; i++) {
        assertArrayEquals(expected.get(i), answers.get(i), "image " + i);
      }
    }
  }

  @Test
  void mostRequestsAreAnsweredWithTheRightDigit() throws Exception {
    try (DigitService service = new DigitService(TrainedModel.FILE, 0, THREADS)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        int row = i;
        work.add(() -> post(service, bytes(row)).body().startsWith(label(row) + " "));
      }
      long right = fromManyThreads(work).stream().filter(isRight -> isRight).count();
      assertTrue(right > 0.8 * IMAGES, right + " of " + IMAGES);
    }
  }

  @Test
  void aWrongRequestIsRefusedWithAReason() throws Exception {
    try (DigitService service = new DigitService(TrainedModel.FILE, 0, 1)) {
      HttpResponse<String> response = post(service, new byte[10]);
      assertEquals(400, response.statusCode());
      assertEquals("an image has 784 bytes, not 10\n", response.body());
    }
  }

  private int label(int row) {
    float[] label = new float[1];
    images.read("label", row, label, 0);
    return (int) label[0];
  }

  private byte[] bytes(int row) {
    float[] image = image(row);
    byte[] bytes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      bytes[i] = (byte) Math.round(255 * image[i]);
    }
    return bytes;
  }

  private static HttpResponse<String> post(DigitService service, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/digit"))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
