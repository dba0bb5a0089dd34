package dev.netc.bench.peers.onnx;

import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;
import java.util.List;
import java.util.Random;

/**
 * The networks as ONNX models with random weights, for a fixed batch. Field numbers are those of
 * onnx.proto3 (https://github.com/onnx/onnx), IR version 8, operator set 17.
 */
final class OnnxModels {
  static final String INPUT = "image";
  static final String OUTPUT = "digit";

  private static final int FLOAT = 1;
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;

  private final ProtoMessage graph = new ProtoMessage().text(2, "net");
  private final Random random = new Random(1);
  private int values;

  private OnnxModels() {}

  /** The bytes of a model that ends in a softmax. */
  static byte[] of(Workload.Model model, int batch) {
    OnnxModels models = new OnnxModels();
    String scores =
        switch (model) {
          case W1 -> models.dense(models.relu(models.dense(INPUT, 784, 50)), 50, 10);
          case W4 -> models.deep();
          case W2, W3, RESNET18 -> throw new IllegalArgumentException("no prediction of " + model);
        };
    models.node("Softmax", List.of(scores), OUTPUT, attribute("axis", -1));
    models.graph.message(11, tensor(INPUT, shape(model, batch)));
    models.graph.message(12, tensor(OUTPUT, batch, Images.CLASSES));
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .message(7, models.graph)
        .message(8, new ProtoMessage().text(1, "").number(2, OPERATORS))
        .toBytes();
  }

  /** The dimensions of the input. */
  static long[] shape(Workload.Model model, int batch) {
    return model == Workload.Model.W1
        ? new long[] {batch, model.pixels()}
        : new long[] {batch, model.channels(), model.side(), model.side()};
  }

  private String deep() {
    String x = conv(conv(INPUT, 1, 16, 1), 16, 16, 1);
    x = conv(conv(halved(x), 16, 32, 1), 32, 32, 2);
    x = conv(conv(halved(x), 32, 64, 1), 64, 64, 1);
    x = node("Flatten", List.of(halved(x)), name(), attribute("axis", 1));
    return dense(relu(dense(x, 64 * 4 * 4, 50)), 50, Images.CLASSES);
  }

  private String relu(String x) {
    return node("Relu", List.of(x), name());
  }

  private String dense(String x, int in, int out) {
    return node("Gemm", List.of(x, weights(in, in, out), weights(in, out)), name());
  }

  /** Filters of 3×3, with ReLU. */
  private String conv(String x, int in, int out, int pad) {
    String y =
        node(
            "Conv",
            List.of(x, weights(9 * in, out, in, 3, 3), weights(9 * in, out)),
            name(),
            attribute("kernel_shape", 3, 3),
            attribute("pads", pad, pad, pad, pad));
    return relu(y);
  }

  private String halved(String x) {
    return node(
        "MaxPool", List.of(x), name(), attribute("kernel_shape", 2, 2), attribute("strides", 2, 2));
  }

  private String name() {
    return "v" + values++;
  }

  private String node(String operator, List<String> inputs, String output, ProtoMessage... with) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    for (ProtoMessage attribute : with) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return output;
  }

  /** An attribute of one number, or of a list of them. */
  private static ProtoMessage attribute(String name, long... numbers) {
    ProtoMessage attribute = new ProtoMessage().text(1, name);
    if (name.equals("axis")) {
      return attribute.number(3, numbers[0]).number(20, 2);
    }
    for (long number : numbers) {
      attribute.number(8, number);
    }
    return attribute.number(20, 7);
  }

  /** Normal weights with the deviation √(2/fanIn). */
  private String weights(int fanIn, int... dims) {
    ProtoMessage tensor = new ProtoMessage();
    int size = 1;
    for (int dim : dims) {
      tensor.number(1, dim);
      size *= dim;
    }
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
    }
    String name = name();
    graph.message(5, tensor.number(2, FLOAT).text(8, name).floats(9, numbers));
    return name;
  }

  private static ProtoMessage tensor(String name, long... dims) {
    ProtoMessage shape = new ProtoMessage();
    for (long dim : dims) {
      shape.message(1, new ProtoMessage().number(1, dim));
    }
    ProtoMessage type = new ProtoMessage().number(1, FLOAT).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, type));
  }
}
