package dev.netc.bench.peers.pytorch;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.netc.bench.peers.Contestant;
import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;

/** PyTorch, through DJL; its batches lie in its own arrays. */
public final class PyTorchContestant {
  private PyTorchContestant() {}

  public static void main(String[] args) throws Exception {
    Contestant.serve(args, PyTorchContestant::prepare);
  }

  private static Contestant.Step prepare(Workload workload) {
    String threads = String.valueOf(Contestant.threads());
    System.setProperty("ai.djl.pytorch.num_threads", threads);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    NDManager root = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    NDArray[] images = new NDArray[Images.BATCHES];
    NDArray[] labels = new NDArray[Images.BATCHES];
    for (int i = 0; i < images.length; i++) {
      int size = workload.batch();
      images[i] = root.create(Images.pixels(workload, i), shape(workload));
      labels[i] = root.create(Images.labels(workload, i), new Shape(size));
    }
    return workload.trains()
        ? training(workload, images, labels)
        : prediction(workload, root, images);
  }

  private static Shape shape(Workload workload) {
    Workload.Model model = workload.model();
    return switch (model) {
      case W1, W2 -> new Shape(workload.batch(), model.pixels());
      case W3, W4, RESNET18 ->
          new Shape(workload.batch(), model.channels(), model.side(), model.side());
    };
  }

  private static Contestant.Step training(Workload workload, NDArray[] images, NDArray[] labels) {
    Model model = Model.newInstance(workload.name(), "PyTorch");
    model.setBlock(block(workload.model()));
    Optimizer optimizer =
        switch (workload.model()) {
          case W1 -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
          case RESNET18 -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build();
          default -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build();
        };
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(optimizer)
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(shape(workload));
    return i -> {
      try (NDManager step = trainer.getManager().newSubManager()) {
        step.tempAttachAll(images[i], labels[i]);
        try (GradientCollector gradients = trainer.newGradientCollector()) {
          NDList scores = trainer.forward(new NDList(images[i]));
          gradients.backward(trainer.getLoss().evaluate(new NDList(labels[i]), scores));
        }
        trainer.step();
      }
    };
  }

  private static Contestant.Step prediction(Workload workload, NDManager root, NDArray[] images) {
    Block block = block(workload.model());
    block.initialize(root, DataType.FLOAT32, shape(workload));
    ParameterStore parameters = new ParameterStore(root, false);
    return i -> {
      try (NDManager step = root.newSubManager()) {
        step.tempAttachAll(images[i]);
        block.forward(parameters, new NDList(images[i]), false);
      }
    };
  }

  private static Block block(Workload.Model model) {
    SequentialBlock block = new SequentialBlock();
    switch (model) {
      case W1 -> block.add(dense(50)).add(Activation::relu);
      case W2 -> {
        for (int i = 0; i < 4; i++) {
          block.add(dense(100)).add(BatchNorm.builder().build()).add(Activation::relu);
        }
      }
      case W3 ->
          block
              .add(conv(30, 5, 0))
              .add(Activation::relu)
              .add(halved())
              .add(Blocks.batchFlattenBlock())
              .add(dense(100))
              .add(Activation::relu);
      case W4 -> {
        int[] filters = {16, 16, 32, 32, 64, 64};
        int[] padding = {1, 1, 1, 2, 1, 1};
        for (int i = 0; i < filters.length; i++) {
          block.add(conv(filters[i], 3, padding[i])).add(Activation::relu);
          if (i % 2 == 1) {
            block.add(halved());
          }
        }
        block.add(Blocks.batchFlattenBlock()).add(dense(50)).add(Activation::relu);
        return block.add(dropout()).add(dense(Images.CLASSES)).add(dropout());
      }
      case RESNET18 -> block.add(ResNet.features());
    }
    return block.add(dense(Images.CLASSES));
  }

  private static Linear dense(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Dropout dropout() {
    return Dropout.builder().optRate(0.5f).build();
  }

  private static Conv2d conv(int filters, int side, int padding) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(side, side))
        .optPadding(new Shape(padding, padding))
        .build();
  }

  private static Block halved() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }
}
