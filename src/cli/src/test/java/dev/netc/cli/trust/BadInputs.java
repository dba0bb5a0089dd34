package dev.netc.cli.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The corpus: files that lie, are cut off, or are something else. */
final class BadInputs {
  private static final String[] TRAIN = {"train", "FOLDER/a.net", "--out", "FOLDER/run", "--quiet"};

  private static final BadInput.Preparation NOTHING = folder -> {};

  private static final String FIT =
      """
      net Line { input x []  param a [] = 0  output y = a * x }

      train Fit {
          net       Line
          data      points
          minimize  squared_error(y, t)
          optimizer sgd(lr = %s)
          %s
          epochs    %s
      }
      """;

  private static final String TABLE = "data points = table { x = [1, 2]  t = [2, 4] }\n\n";

  private BadInputs() {}

  static List<BadInput> all() {
    List<BadInput> all = new ArrayList<>();
    programs(all);
    csv(all);
    idx(all);
    arrays(all);
    weights(all);
    outputs(all);
    return all;
  }

  private static String fit(String data) {
    return data + "\n\n" + FIT.formatted("0.1", "", "1");
  }

  // ------------------------------------------------------------ programs

  private static void programs(List<BadInput> all) {
    all.add(new BadInput("program-empty", "", file("a.net", "\n"), TRAIN));
    all.add(
        new BadInput(
            "program-binary",
            "",
            bytes("a.net", new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, (byte) 0xFF}),
            TRAIN));
    all.add(
        new BadInput(
            "program-not-utf-8",
            "",
            bytes("a.net", "net Caf\u00e9 { }".getBytes(StandardCharsets.ISO_8859_1)),
            TRAIN));
    all.add(
        new BadInput(
            "program-imports-a-binary",
            "import \"b.net\"\n",
            bytes("b.net", new byte[] {0, 1, 2, (byte) 0xFF}),
            TRAIN));
  }

  // ------------------------------------------------------------ csv

  private static void csv(List<BadInput> all) {
    csv(all, "csv-missing", NOTHING);
    csv(all, "csv-empty", file("d.csv", ""));
    csv(all, "csv-header-only", file("d.csv", "x,t\n"));
    csv(all, "csv-ragged", file("d.csv", "x,t\n1,2\n3\n"));
    csv(all, "csv-text-in-numbers", file("d.csv", "x,t\n1,2\nmany,4\n"));
    csv(all, "csv-wrong-delimiter", file("d.csv", "x;t\n1;2\n3;4\n"));
    csv(all, "csv-missing-column", file("d.csv", "x,price\n1,2\n3,4\n"));
    csv(all, "csv-nan", file("d.csv", "x,t\n1,2\nNaN,4\n"));
    csv(all, "csv-infinite", file("d.csv", "x,t\n1,2\n1e99,4\n"));
    csv(all, "csv-unclosed-quote", file("d.csv", "x,t\n1,\"2\n3,4\n"));
    csv(
        all,
        "csv-not-utf-8",
        bytes("d.csv", new byte[] {'x', ',', 't', '\n', (byte) 0xE9, ',', '1'}));
    csv(all, "csv-binary", bytes("d.csv", new byte[] {0, 0, 1, 2, (byte) 0x80, '\n', 7}));
    csv(all, "csv-folder", folder -> Files.createDirectory(folder.resolve("d.csv")));
  }

  private static void csv(List<BadInput> all, String name, BadInput.Preparation files) {
    String program = fit("data points = csv(\"d.csv\", target = \"t\")");
    all.add(new BadInput(name, program, files, TRAIN));
  }

  // ------------------------------------------------------------ idx

  private static final String DIGITS =
      """
      data digits = %s("d")

      net Reader { input image [4]  output digit = image -> dense(10) }

      train Fit {
          net       Reader
          data      digits
          minimize  cross_entropy(digit, label)
          epochs    1
      }
      """;

  private static void idx(List<BadInput> all) {
    byte[] images = idx(0x803, 2, 2, 2, new byte[8]);
    byte[] labels = ByteBuffer.allocate(10).putInt(0x801).putInt(2).array();
    idx(all, "idx-folder-missing", NOTHING);
    idx(all, "idx-file-missing", folder -> write(folder, "d/train-images-idx3-ubyte", images));
    idx(all, "idx-empty", four(new byte[0], labels));
    idx(all, "idx-truncated", four(Arrays.copyOf(images, images.length - 3), labels));
    idx(all, "idx-wrong-magic", four(idx(0x1234, 2, 2, 2, new byte[8]), labels));
    idx(all, "idx-mismatched-counts", four(idx(0x803, 3, 2, 2, new byte[12]), labels));
    idx(
        all,
        "idx-huge-header",
        four(idx(0x803, Integer.MAX_VALUE, 9999, 9999, new byte[0]), labels));
    idx(all, "idx-negative-header", four(idx(0x803, -1, 2, 2, new byte[8]), labels));
    byte[] label12 = labels.clone();
    label12[9] = 12;
    all.add(
        new BadInput(
            "idx-label-out-of-range", DIGITS.formatted("idx"), four(images, label12), TRAIN));
    byte[] gzip = gzip(images);
    gzip[gzip.length - 6] ^= 0x55; // its checksum
    idx(
        all,
        "idx-corrupt-gzip",
        folder -> {
          four(images, labels).write(folder);
          Files.delete(folder.resolve("d/train-images-idx3-ubyte"));
          write(folder, "d/train-images-idx3-ubyte.gz", gzip);
        });
    all.add(
        new BadInput(
            "cifar10-truncated",
            DIGITS
                .formatted("cifar10")
                .replace("[4]", "[3, 32, 32]")
                .replace("image ->", "image -> flatten ->"),
            folder -> {
              write(folder, "d/data_batch_1.bin", new byte[3000]);
              write(folder, "d/test_batch.bin", new byte[3073]);
            },
            TRAIN));
  }

  private static void idx(List<BadInput> all, String name, BadInput.Preparation files) {
    all.add(new BadInput(name, DIGITS.formatted("idx"), files, TRAIN));
  }

  private static byte[] idx(int magic, int count, int height, int width, byte[] pixels) {
    ByteBuffer file = ByteBuffer.allocate(16 + pixels.length);
    return file.putInt(magic).putInt(count).putInt(height).putInt(width).put(pixels).array();
  }

  /** Training and test files alike. */
  private static BadInput.Preparation four(byte[] images, byte[] labels) {
    return folder -> {
      for (String prefix : List.of("train", "t10k")) {
        write(folder, "d/" + prefix + "-images-idx3-ubyte", images);
        write(folder, "d/" + prefix + "-labels-idx1-ubyte", labels);
      }
    };
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  // ------------------------------------------------------------ npz

  private static void arrays(List<BadInput> all) {
    npz(all, "npz-no-zip", bytes("d.npz", "x,t\n1,2\n".getBytes(StandardCharsets.UTF_8)));
    npz(all, "npz-empty-zip", zip());
    npz(all, "npz-no-array", zip("x.npy", new byte[] {1, 2, 3}));
    npz(all, "npz-more-than-its-bytes", zip("x.npy", npy("<f4", "(9,)", 1, 2)));
    npz(all, "npz-huge-shape", zip("x.npy", npy("<f4", "(99999999999999, 9999999999)", 1)));
    npz(all, "npz-negative-shape", zip("x.npy", npy("<f4", "(-2,)", 1, 2)));
    npz(all, "npz-pickled-objects", zip("x.npy", npy("|O", "(2,)", 1, 2)));
    npz(all, "npz-code-in-header", zip("x.npy", npy("<f4", "(__import__('os').abort(),)", 1)));
    npz(
        all,
        "npz-nan",
        zip("x.npy", npy("<f4", "(2,)", 1, Float.NaN), "t.npy", npy("<f4", "(2,)", 1, 2)));
    npz(
        all,
        "npz-rows-differ",
        zip("x.npy", npy("<f4", "(2,)", 1, 2), "t.npy", npy("<f4", "(1,)", 1)));
    npz(all, "npz-path-traversal", zip("../../x.npy", npy("<f4", "(2,)", 1, 2)));
  }

  private static void npz(List<BadInput> all, String name, BadInput.Preparation files) {
    all.add(new BadInput(name, fit("data points = npz(\"d.npz\")"), files, TRAIN));
  }

  private static byte[] npy(String type, String shape, float... values) {
    String head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    ByteBuffer array =
        ByteBuffer.allocate(10 + head.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    array.put((byte) 1).put((byte) 0).putShort((short) head.length());
    array.put(head.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      array.putFloat(value);
    }
    return array.array();
  }

  private static BadInput.Preparation zip(Object... entries) {
    return zipNamed("d.npz", entries);
  }

  private static BadInput.Preparation zipNamed(String name, Object... entries) {
    return folder -> {
      try (OutputStream out = Files.newOutputStream(folder.resolve(name));
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (int i = 0; i < entries.length; i += 2) {
          zip.putNextEntry(new ZipEntry((String) entries[i]));
          zip.write((byte[]) entries[i + 1]);
        }
      }
    };
  }

  // ------------------------------------------------------------ weights

  private static void weights(List<BadInput> all) {
    String ok = "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
    start(all, "weights-missing", NOTHING);
    start(all, "weights-empty", file("w.safetensors", ""));
    start(all, "weights-header-longer-than-file", safetensors(1L << 40, ok, new byte[4]));
    start(all, "weights-negative-header", safetensors(-1, ok, new byte[4]));
    start(all, "weights-no-json", safetensors("hello", new byte[4]));
    start(all, "weights-truncated", safetensors(ok, new byte[2]));
    start(
        all, "weights-offsets-outside", safetensors(ok.replace("[0,4]", "[0,4000]"), new byte[4]));
    start(all, "weights-size-lies", safetensors(ok.replace("[]", "[1000000]"), new byte[4]));
    start(
        all,
        "weights-huge-shape",
        safetensors(ok.replace("[]", "[4294967296,4294967296]"), new byte[4]));
    start(all, "weights-unknown-type", safetensors(ok.replace("F32", "PICKLE"), new byte[4]));
    start(all, "weights-other-shape", safetensors(ok.replace("[]", "[1]"), new byte[4]));
    start(all, "weights-nan", safetensors(ok, floats(Float.NaN)));
    start(all, "weights-infinite", safetensors(ok, floats(Float.NEGATIVE_INFINITY)));
    start(
        all,
        "weights-path-traversal",
        zipNamed("w.safetensors", "../../a.npy", npy("<f4", "()", 1)));
    all.add(
        new BadInput(
            "evaluation-of-nan",
            TABLE + FIT.formatted("0.1", "", "1"),
            safetensors(ok, floats(Float.NaN)),
            "eval",
            "FOLDER/a.net",
            "Fit",
            "--model",
            "FOLDER/w.safetensors"));
    start(all, "weights-other-names", safetensors(ok.replace("\"a\"", "\"b\""), new byte[4]));
    String resumed = TABLE + FIT.formatted("0.1", "", "1");
    String[] resume = {"train", "FOLDER/a.net", "--out", "FOLDER/run", "--quiet", "--resume"};
    all.add(new BadInput("resume-without-checkpoint", resumed, NOTHING, resume));
    all.add(
        new BadInput(
            "resume-from-weights", resumed, checkpoint(safetensorsBytes(ok, new byte[4])), resume));
    all.add(
        new BadInput(
            "resume-from-garbage",
            resumed,
            checkpoint("hello".getBytes(StandardCharsets.UTF_8)),
            resume));
  }

  private static void start(List<BadInput> all, String name, BadInput.Preparation files) {
    String program = TABLE + FIT.formatted("0.1", "start from \"w.safetensors\"", "1");
    all.add(new BadInput(name, program, files, TRAIN));
  }

  private static byte[] floats(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }

  private static BadInput.Preparation checkpoint(byte[] bytes) {
    return folder -> write(folder, "run/checkpoint.safetensors", bytes);
  }

  private static BadInput.Preparation safetensors(String header, byte[] data) {
    return bytes("w.safetensors", safetensorsBytes(header, data));
  }

  private static byte[] safetensorsBytes(String header, byte[] data) {
    return safetensorsBytes(header.length(), header, data);
  }

  private static BadInput.Preparation safetensors(long length, String header, byte[] data) {
    return bytes("w.safetensors", safetensorsBytes(length, header, data));
  }

  private static byte[] safetensorsBytes(long length, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + data.length);
    return file.order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(text).put(data).array();
  }

  // ------------------------------------------------------------ outputs

  private static void outputs(List<BadInput> all) {
    String program = TABLE + FIT.formatted("0.1", "", "1");
    all.add(
        new BadInput(
            "out-below-a-file",
            program,
            file("taken", "mine"),
            "train",
            "FOLDER/a.net",
            "--out",
            "FOLDER/taken/run",
            "--quiet"));
    all.add(
        new BadInput(
            "compile-below-a-file",
            program,
            file("taken", "mine"),
            "compile",
            "FOLDER/a.net",
            "-d",
            "FOLDER/taken/java"));
    all.add(
        new BadInput(
            "graph-below-a-file",
            program,
            file("taken", "mine"),
            "graph",
            "FOLDER/a.net",
            "Line",
            "--out",
            "FOLDER/taken/line.svg"));
    all.add(
        new BadInput(
            "net-beyond-memory",
            """
            data points = table { x = [[1]]  t = [2] }

            net Big { input x [1]  output y = x -> dense(1000) -> relu -> dense(1) }

            train Fit {
                net       Big
                data      points
                minimize  squared_error(y, t)
                batch     2000000000
                steps     1
            }
            """,
            NOTHING,
            TRAIN));
  }

  // ------------------------------------------------------------ files

  private static BadInput.Preparation file(String name, String text) {
    return folder -> Files.writeString(folder.resolve(name), text);
  }

  private static BadInput.Preparation bytes(String name, byte[] bytes) {
    return folder -> write(folder, name, bytes);
  }

  private static void write(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
