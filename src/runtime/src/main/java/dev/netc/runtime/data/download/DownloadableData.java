package dev.netc.runtime.data.download;

import java.util.List;
import java.util.Optional;

/**
 * A data set that can be downloaded.
 *
 * @param name as in {@code netc data get mnist}; also the folder it comes to lie in
 * @param files what to download
 * @param members the files wanted out of a {@code .tar.gz}; empty where the files are wanted as
 *     they are
 */
public record DownloadableData(String name, List<RemoteFile> files, List<String> members) {
  // Checksums as the publishers state them: yann.lecun.com/exdb/mnist (by way of torchvision's
  // datasets/mnist.py),
  // github.com/zalandoresearch/fashion-mnist, www.cs.toronto.edu/~kriz/cifar.html.
  private static final List<String> MNIST =
      List.of(
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/");

  private static final List<String> FASHION_MNIST =
      List.of(
          "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
          "https://storage.googleapis.com/tensorflow/tf-keras-datasets/");

  private static final List<String> CIFAR10 = List.of("https://www.cs.toronto.edu/~kriz/");

  /**
   * All there are, named as in {@link dev.netc.runtime.data.DataPath#DOWNLOADABLE} and in that
   * order.
   */
  public static final List<DownloadableData> ALL =
      List.of(
          plain(
              "mnist",
              file(
                  MNIST,
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
              file(MNIST, "train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
              file(
                  MNIST,
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "9fb629c4189551a2d022fa330f9573f3"),
              file(MNIST, "t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c")),
          plain(
              "fashion-mnist",
              file(
                  FASHION_MNIST,
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
              file(
                  FASHION_MNIST,
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "25c81989df183df01b3e8a0aad5dffbe"),
              file(
                  FASHION_MNIST,
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "bef4ecab320f06d8554ea6380940ec79"),
              file(
                  FASHION_MNIST,
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "bb300cfdad3c16e7a12a480ee83cd310")),
          new DownloadableData(
              "cifar10",
              List.of(
                  file(
                      CIFAR10,
                      "cifar-10-binary.tar.gz",
                      170_052_171,
                      "c32a1d4ab5d03f1284b67883e8d87530")),
              List.of(
                  "data_batch_1.bin",
                  "data_batch_2.bin",
                  "data_batch_3.bin",
                  "data_batch_4.bin",
                  "data_batch_5.bin",
                  "test_batch.bin")));

  public DownloadableData {
    files = List.copyOf(files);
    members = List.copyOf(members);
  }

  /** The data set of this name. */
  public static Optional<DownloadableData> named(String name) {
    return ALL.stream().filter(data -> data.name.equals(name)).findFirst();
  }

  /** Bytes to download in all. */
  public long size() {
    return files.stream().mapToLong(RemoteFile::size).sum();
  }

  private static DownloadableData plain(String name, RemoteFile... files) {
    return new DownloadableData(name, List.of(files), List.of());
  }

  private static RemoteFile file(List<String> folders, String name, long size, String md5) {
    return RemoteFile.in(folders, name, size, md5);
  }
}
