package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in and out: {@code data show}, {@code eval --errors} and {@code predict} of files. */
class ImageCommandsTest {
  /** Says light where an image is more than half white; the net is given, not learnt. */
  private static final String LIGHT =
      """
      data rooms = images("rooms", grey = true) -> augment(shift(1), brightness(0.5))

      net Light {
          input image [1, 3, 4]
          param threshold [] = 0.5
          light = mean(image)
          output kind = stack(threshold - light, light - threshold)
      }

      train Judge {
          net       Light
          data      rooms
          minimize  cross_entropy(softmax(kind), label)
          report    accuracy(kind, label)
          optimizer sgd(lr = 1e-9)
          batch     2
          epochs    1
      }
      """;

  @TempDir private static Path folder;
  private static Path program;
  private static Path model;

  private final Terminal terminal = Terminal.files();

  @BeforeAll
  static void rooms() throws IOException {
    program = Programs.write(folder, "rooms.net", LIGHT);
    write("train/dark/1.png", 20);
    write("train/light/1.png", 220);
    write("test/dark/1.png", 30);
    write("test/light/1.png", 240);
    write("test/dark/2.png", 200);
    write("test/light/2.png", 250);
    write("test/dark/3.png", 210);
    assertEquals(
        ExitCode.SUCCESS,
        Terminal.files().run("train", program, "--out", folder.resolve("run"), "--quiet"));
    model = folder.resolve("run/model.safetensors");
  }

  private static void write(String file, int grey) throws IOException {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
    int[] pixels = new int[12];
    Arrays.fill(pixels, grey);
    image.getRaster().setPixels(0, 0, 4, 3, pixels);
    Path path = folder.resolve("rooms").resolve(file);
    Files.createDirectories(path.getParent());
    ImageIO.write(image, "png", path.toFile());
  }

  private byte[] sheet(String name, String... options) throws IOException {
    Path png = folder.resolve(name + ".png");
    Object[] command = {"data", "show", program, "--png", png};
    Object[] all = Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    assertEquals(ExitCode.SUCCESS, terminal.run(all), terminal.err());
    return Files.readAllBytes(png);
  }

  @Test
  void dataIsDescribedAndDrawn() throws IOException {
    sheet("described");
    assertEquals(
        """
        split  rows
        -----  ----
        train     2
        test      5

        column  shape      classes
        ------  ---------  -----------
        image   [1, 3, 4]
        label   []         dark, light

        2 images of the train split are in %s
        """
            .formatted(folder.resolve("described.png")),
        terminal.out());
    BufferedImage image = ImageIO.read(folder.resolve("described.png").toFile());
    assertEquals(4 + 2 * (4 * 32 + 4), image.getWidth());
    assertEquals(4 + 3 * 32 + 4, image.getHeight());
  }

  @Test
  void aSheetShowsWhatATrainingWouldSee() throws IOException {
    byte[] first = sheet("first");
    assertArrayEquals(first, sheet("again"));
    assertFalse(Arrays.equals(first, sheet("epoch", "--epoch", "2")));
    assertFalse(Arrays.equals(first, sheet("seed", "--seed", "2")));
    byte[] plain = sheet("plain", "--plain");
    assertFalse(Arrays.equals(first, plain));
    assertArrayEquals(plain, sheet("plain2", "--plain", "--epoch", "2"));
    BufferedImage image = ImageIO.read(folder.resolve("plain.png").toFile());
    assertEquals(20, image.getRGB(4 + 127, 4 + 95) & 0xff, "the lower right pixel of the first");
    assertEquals(220, image.getRGB(4 + 132 + 127, 4 + 95) & 0xff);
  }

  @Test
  void errorsAreListedAndDrawn() throws IOException {
    Path png = folder.resolve("errors.png");
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run("eval", program, "--model", model, "--errors", 20, "--png", png),
        terminal.err());
    assertTrue(
        terminal
            .out()
            .endsWith(
                """

                test row  truth  prediction
                --------  -----  ----------
                2          dark       light
                4          dark       light

                they are drawn in %s
                """
                    .formatted(png)),
        terminal.out());
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(200, image.getRGB(4 + 127, 4) & 0xff, "the corners without words are image");
    assertEquals(200, image.getRGB(4, 4 + 95) & 0xff);
    assertEquals(0x000000, image.getRGB(4, 4) & 0xffffff, "truth is in the upper left corner");
    assertEquals(0x000000, image.getRGB(4 + 127, 4 + 95) & 0xffffff, "the prediction opposite");
  }

  @Test
  void errorsAreCountedAndReadByPrograms() {
    terminal.run("eval", program, "--from", model, "--errors", 1, "--format", "json");
    assertTrue(
        terminal
            .out()
            .contains(
                """
                  "errors" : [ {
                    "row" : 2,
                    "truth" : "dark",
                    "prediction" : "light"
                  } ]
                """),
        terminal.out());
    terminal.run("eval", program, "--model", model, "--split", "train", "--errors", 5);
    assertTrue(
        terminal.out().endsWith("no row of the train split is taken for another class\n"),
        terminal.out());
  }

  @Test
  void whatHasNoErrorsToShowIsExplained() throws IOException {
    assertEquals(ExitCode.USAGE, terminal.run("eval", program, "--png", "errors.png"));
    assertTrue(terminal.err().contains("take --errors 20"), terminal.err());

    Terminal silent = Terminal.files();
    String text = Files.readString(program).replace("report    accuracy(kind, label)", "");
    Path mute = Programs.write(folder, "mute.net", text);
    assertEquals(ExitCode.WRONG, silent.run("eval", mute, "--model", model, "--errors", 3));
    assertEquals(
        """
        error: Judge reports no accuracy, by which errors could be found
         = help: add, for example,  report accuracy(digit, label)
        """,
        silent.err());
  }

  @Test
  void onlyImagesAreDrawn() throws IOException {
    Path xor = Programs.write(folder, "xor.net", Programs.XOR);
    Path run = folder.resolve("xor");
    Terminal.files().run("train", xor, "--out", run, "--steps", "1", "--quiet");
    Path weights = run.resolve("model.safetensors");
    Path png = folder.resolve("xor.png");
    assertEquals(
        ExitCode.WRONG, terminal.run("eval", xor, "--model", weights, "--errors", 4, "--png", png));
    assertTrue(terminal.err().contains("help: leave out --png to list them"), terminal.err());
    assertEquals(ExitCode.WRONG, terminal.run("data", "show", xor, "--png", png));
    assertTrue(terminal.err().contains("points has no images to draw"), terminal.err());
  }

  @Test
  void imagesArePredicted() throws IOException {
    Path dark = folder.resolve("rooms/test/dark/1.png");
    assertEquals(
        ExitCode.SUCCESS,
        terminal.run("predict", program, "--model", model, "--input", dark, "--classes"),
        terminal.err());
    assertEquals("{\"kind\":0}\n", terminal.out());
    Terminal all = Terminal.files();
    all.run("predict", program, "--model", model, "--input", dark.getParent(), "--classes");
    assertEquals("{\"kind\":0}\n{\"kind\":1}\n{\"kind\":1}\n", all.out());

    Path xor = Programs.write(folder, "points.net", Programs.XOR);
    assertEquals(ExitCode.USAGE, terminal.run("predict", xor, "Small", "--input", dark));
    assertTrue(terminal.err().contains("the input 'x' takes [2], no image"), terminal.err());
  }
}
