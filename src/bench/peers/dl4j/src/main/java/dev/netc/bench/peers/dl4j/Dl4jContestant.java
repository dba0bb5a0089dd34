package dev.netc.bench.peers.dl4j;

import dev.netc.bench.peers.Contestant;
import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J; its batches lie in its own arrays. */
public final class Dl4jContestant {
  private static final int SIDE = 28;

  private Dl4jContestant() {}

  public static void main(String[] args) throws Exception {
    Contestant.serve(args, Dl4jContestant::prepare);
  }

  private static Contestant.Step prepare(Workload workload) {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    MultiLayerNetwork net = new MultiLayerNetwork(configuration(workload.model()));
    net.init();
    INDArray[] images = new INDArray[Images.BATCHES];
    INDArray[] labels = new INDArray[Images.BATCHES];
    for (int i = 0; i < images.length; i++) {
      images[i] = images(workload, i);
      labels[i] = labels(workload, i);
    }
    return workload.trains()
        ? i -> net.fit(images[i], labels[i])
        : i -> net.output(images[i], false);
  }

  private static INDArray images(Workload workload, int batch) {
    INDArray flat = Nd4j.createFromArray(Images.pixels(workload, batch));
    Workload.Model model = workload.model();
    return switch (model) {
      case W1, W2 -> flat.reshape(workload.batch(), model.pixels());
      case W3, W4, RESNET18 ->
          flat.reshape(workload.batch(), model.channels(), model.side(), model.side());
    };
  }

  /** A row for each image, 1 at its class. */
  private static INDArray labels(Workload workload, int batch) {
    INDArray rows = Nd4j.zeros(DataType.FLOAT, workload.batch(), Images.CLASSES);
    float[] classes = Images.labels(workload, batch);
    for (int i = 0; i < classes.length; i++) {
      rows.putScalar(i, (int) classes[i], 1f);
    }
    return rows;
  }

  private static MultiLayerConfiguration configuration(Workload.Model model) {
    return switch (model) {
      case W1 -> list(new Sgd(0.1)).layer(dense(784, 50)).layer(output(50)).build();
      case W2 -> normalized();
      case W3 ->
          list(new Adam(0.001))
              .layer(conv(30, 5, 0))
              .layer(halved())
              .layer(dense(0, 100))
              .layer(output(0))
              .setInputType(InputType.convolutional(SIDE, SIDE, 1))
              .build();
      case W4 -> deep();
      case RESNET18 -> throw new IllegalArgumentException("not measured with DL4J");
    };
  }

  private static ListBuilder list(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.RELU)
        .updater(updater)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .list();
  }

  private static MultiLayerConfiguration normalized() {
    ListBuilder layers = list(new Adam(0.001));
    int in = SIDE * SIDE;
    for (int i = 0; i < 4; i++) {
      layers.layer(
          new DenseLayer.Builder().nIn(in).nOut(100).activation(Activation.IDENTITY).build());
      layers.layer(
          new BatchNormalization.Builder().nIn(100).nOut(100).activation(Activation.RELU).build());
      in = 100;
    }
    return layers.layer(output(in)).build();
  }

  private static MultiLayerConfiguration deep() {
    ListBuilder layers = list(new Adam(0.001));
    layers.layer(conv(16, 3, 1)).layer(conv(16, 3, 1)).layer(halved());
    layers.layer(conv(32, 3, 1)).layer(conv(32, 3, 2)).layer(halved());
    layers.layer(conv(64, 3, 1)).layer(conv(64, 3, 1)).layer(halved());
    return layers
        .layer(dense(0, 50))
        .layer(new DropoutLayer.Builder(0.5).build())
        .layer(new DenseLayer.Builder().nOut(10).activation(Activation.IDENTITY).build())
        .layer(new DropoutLayer.Builder(0.5).build())
        .layer(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.convolutional(SIDE, SIDE, 1))
        .build();
  }

  /**
   * @param in 0 where the layer before it tells
   */
  private static DenseLayer dense(int in, int out) {
    DenseLayer.Builder layer = new DenseLayer.Builder().nOut(out).activation(Activation.RELU);
    return in == 0 ? layer.build() : layer.nIn(in).build();
  }

  private static OutputLayer output(int in) {
    OutputLayer.Builder layer =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(Images.CLASSES)
            .activation(Activation.SOFTMAX);
    return in == 0 ? layer.build() : layer.nIn(in).build();
  }

  private static ConvolutionLayer conv(int filters, int side, int padding) {
    return new ConvolutionLayer.Builder(side, side)
        .stride(1, 1)
        .padding(padding, padding)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer halved() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }
}
