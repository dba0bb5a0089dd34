package dev.netc.compiler.data;

import static dev.netc.compiler.data.DataFunction.reader;

import dev.netc.compiler.type.Shape;
import java.util.List;

/** The readers. A relative path is looked for beside the program first. */
final class Readers {
  private static final int LARGEST_SIDE = 4096;

  private Readers() {}

  static List<DataFunction> all() {
    return List.of(
        reader("digits", "images of handwritten-looking digits, made without any file")
            .seed()
            .columns(images(Shape.of(1, 28, 28)))
            .remark("60,000 images to learn from and 10,000 to test with: image [1, 28, 28] with")
            .remark("values from 0 to 1, and label.")
            .example("data pictures = digits()", "pictures.train.rows == 60000")
            .build(),
        reader("mnist", "the four files of MNIST or Fashion-MNIST, plain or .gz")
            .text("path", "folder that holds them", "data/mnist")
            .columns(images(Shape.of(1, 28, 28)))
            .remark("Columns image [1, 28, 28] with values from 0 to 1, and label; `netc data get")
            .remark("mnist` downloads them.")
            .example("data pictures = mnist(\"data/mnist\")", "pictures.train.label[0] == 5")
            .build(),
        reader("idx", "four files in the form of MNIST's, with images of any size")
            .text("path", "folder that holds them", null)
            .example("data pictures = idx(\"data/mnist\")", "pictures.test.label[0] == 7")
            .build(),
        reader("cifar10", "CIFAR-10 in its binary form")
            .text("path", "folder that holds its files", "data/cifar10")
            .columns(images(Shape.of(3, 32, 32)))
            .remark("Columns image [3, 32, 32] with values from 0 to 1, and label; `netc data get")
            .remark("cifar10` downloads them.")
            .example("data pictures = cifar10(\"data/cifar10\")", "pictures.train.label[0] == 6")
            .build(),
        reader("csv", "a table of text; a column is numbers, or else words that become classes")
            .text("path", "the file, which may be .gz", null)
            .text("target", "the column to predict; none if left out", "")
            .text("delimiter", "the character between fields", ",")
            .truth("header", "whether the first line has the names", true)
            .example(
                "// houses.csv has the lines  rooms,price  3,250  4,310\ndata houses = csv(\"houses.csv\", target = \"price\")",
                "houses.train.price[1] == 310")
            .build(),
        reader("npz", "arrays of NumPy: each a column, its first axis the rows")
            .text("path", "the file", null)
            .remark("Names that end in _train, _validation or _test are columns of these splits.")
            .example(
                "// points.npz has the array  x = [[1, 2], [3, 4]]\ndata points = npz(\"points.npz\")",
                "points.train.x[1] == [3, 4]")
            .build(),
        reader("images", "a folder for each class, with PNG and JPEG images in it")
            .text("path", "the folder", null)
            .wholes(
                "size",
                "height and width in pixels to which all are resized",
                "[]",
                1,
                LARGEST_SIDE)
            .truth("grey", "one channel, by brightness, in place of red, green and blue", false)
            .requires(Readers::checkSize)
            .remark("Columns image [3, height, width], with grey [1, height, width], values from 0")
            .remark("to 1, and label: the classes are the folders' names in alphabetical order.")
            .remark("Folders train, validation and test, if there are any, hold a folder for each")
            .remark("class each. Classes take turns in the order of rows. Resizing averages over")
            .remark("the area; transparent parts become black.")
            .example(
                "// pets has the images  cat/1.png  dog/1.png\ndata pets = images(\"pets\", size = [2, 2])",
                "pets.train.label[1] == 1")
            .build(),
        reader("table", "rows in the program: a list for each column")
            .example(
                "data gate = table { x = [[0, 0], [1, 0], [0, 1], [1, 1]]  y = [0, 1, 1, 0] }",
                "gate.train.x[1] == [1, 0]")
            .build(),
        reader("generate", "rows made by formulas, often of random numbers")
            .whole("rows", "how many", 1, 100_000_000)
            .seed()
            .example(
                "data points = generate(1000) { x = uniform(2)  d = x[0] + x[1] }",
                "points.train.d[7] == sum(points.train.x[7]) within 1e-6")
            .build());
  }

  private static void checkSize(DataArguments arguments) throws DataMismatch {
    if (arguments.wholes("size").size() > 2) {
      throw new DataMismatch(
          "'size' of images is a height and a width", "", "write size = [32, 32]");
    }
  }

  private static DataSchema images(Shape shape) {
    return new DataSchema(
        List.of(
            new DataSchema.Column("image", shape, -1),
            new DataSchema.Column("label", Shape.SCALAR, 10)),
        List.of("train", "test"));
  }
}
