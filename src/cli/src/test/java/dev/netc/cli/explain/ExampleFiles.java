package dev.netc.cli.explain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** The files that examples in the reference name: as small as their formats allow. */
final class ExampleFiles {
  private ExampleFiles() {}

  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("houses.csv"), "rooms,price\n3,250\n4,310\n");
    npz(folder.resolve("points.npz"), "x", "(2, 2)", 1, 2, 3, 4);
    npz(folder.resolve("line.npz"), "a", "()", 2);
    png(folder.resolve("pets/cat/1.png"));
    png(folder.resolve("pets/dog/1.png"));
    Path mnist = Files.createDirectories(folder.resolve("data/mnist"));
    idx(mnist, "train", (byte) 5);
    idx(mnist, "t10k", (byte) 7);
    Path cifar = Files.createDirectories(folder.resolve("data/cifar10"));
    byte[] record = new byte[1 + 3 * 32 * 32];
    record[0] = 6;
    Files.write(cifar.resolve("data_batch_1.bin"), record);
    Files.write(cifar.resolve("test_batch.bin"), record);
  }

  /** One image of MNIST's size and its label. */
  private static void idx(Path folder, String prefix, byte label) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 28 * 28);
    images.putInt(0x803).putInt(1).putInt(28).putInt(28);
    Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(9);
    labels.putInt(0x801).putInt(1).put(label);
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
  }

  private static void npz(Path file, String name, String shape, float... values)
      throws IOException {
    String head = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(shape);
    String padded = head + " ".repeat(63 - (10 + head.length()) % 64) + "\n";
    ByteBuffer array =
        ByteBuffer.allocate(10 + padded.length() + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    array.put((byte) 1).put((byte) 0).putShort((short) padded.length());
    array.put(padded.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      array.putFloat(value);
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name + ".npy"));
      zip.write(array.array());
    }
  }

  private static void png(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }
}
