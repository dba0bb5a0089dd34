package dev.netc.bench.peers;

/** What contestants do: training steps on batches of 100, or predictions. */
public enum Workload {
  W1_TRAIN(Model.W1, true, 100),
  W2_TRAIN(Model.W2, true, 100),
  W3_TRAIN(Model.W3, true, 100),
  W4_TRAIN(Model.W4, true, 100),
  RESNET18_TRAIN_1(Model.RESNET18, true, 1),
  RESNET18_TRAIN(Model.RESNET18, true, 32),
  W1_PREDICT_1(Model.W1, false, 1),
  W1_PREDICT_256(Model.W1, false, 256),
  W4_PREDICT_1(Model.W4, false, 1),
  W4_PREDICT_256(Model.W4, false, 256);

  /** A network, with its optimiser where it is trained. */
  public enum Model {
    /** 784-50-10, ReLU, SGD. */
    W1("784-50-10, SGD"),
    /** 784-100×4-10, batch normalisation and ReLU after each hidden layer, Adam. */
    W2("784-100×4-10 with batch norm, Adam"),
    /** 30 filters of 5×5, ReLU, 2×2 maxima, 100 and 10 units, Adam. */
    W3("SimpleConvNet, Adam"),
    /** Six convolutions of 3×3, ReLU, three times 2×2 maxima, 50 and 10 units, dropout, Adam. */
    W4("DeepConvNet, Adam"),
    /** ResNet-18 for small images: a first convolution of 3×3, no first maximum, SGD. */
    RESNET18("ResNet-18 of 3×32×32, SGD", 3, 32);

    private final String title;
    private final int channels;
    private final int side;

    Model(String title) {
      this(title, 1, 28);
    }

    Model(String title, int channels, int side) {
      this.title = title;
      this.channels = channels;
      this.side = side;
    }

    /** Of an image. */
    public int channels() {
      return channels;
    }

    /** Height and width of an image. */
    public int side() {
      return side;
    }

    /** Numbers of an image. */
    public int pixels() {
      return channels * side * side;
    }
  }

  private final Model model;
  private final boolean trains;
  private final int batch;

  Workload(Model model, boolean trains, int batch) {
    this.model = model;
    this.trains = trains;
    this.batch = batch;
  }

  public Model model() {
    return model;
  }

  /** Whether it is a training step, not a prediction. */
  public boolean trains() {
    return trains;
  }

  /** Images of a step. */
  public int batch() {
    return batch;
  }

  /** As a table names it. */
  String title() {
    String network = model.title;
    return trains
        ? network + ": training, batch " + batch
        : network.substring(0, network.lastIndexOf(',')) + ": prediction of " + batch;
  }
}
