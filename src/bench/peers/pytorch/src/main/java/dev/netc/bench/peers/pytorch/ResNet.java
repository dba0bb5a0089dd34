package dev.netc.bench.peers.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * ResNet-18 for small images, all but its last layer. Source: He et al., Deep residual learning for
 * image recognition, 2015, without the first maximum and with a first convolution of 3×3.
 */
final class ResNet {
  private ResNet() {}

  static Block features() {
    SequentialBlock block = new SequentialBlock();
    block.add(conv(64, 3, 1)).add(norm()).add(Activation::relu);
    for (int filters = 64, stride = 1; filters <= 512; filters *= 2, stride = 2) {
      block.add(residual(filters, stride)).add(residual(filters, 1));
    }
    return block.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
  }

  /** Two convolutions, to whose result the input is added; where sizes change, projected by 1×1. */
  private static Block residual(int filters, int stride) {
    SequentialBlock path = new SequentialBlock();
    path.add(conv(filters, 3, stride)).add(norm()).add(Activation::relu);
    path.add(conv(filters, 3, 1)).add(norm());
    SequentialBlock shortcut = new SequentialBlock();
    if (stride > 1) {
      shortcut.add(conv(filters, 1, stride)).add(norm());
    } else {
      shortcut.add(Blocks.identityBlock());
    }
    return new SequentialBlock()
        .add(new ParallelBlock(ResNet::sum, List.of(path, shortcut)))
        .add(Activation::relu);
  }

  private static NDList sum(List<NDList> paths) {
    NDArray path = paths.get(0).singletonOrThrow();
    return new NDList(path.add(paths.get(1).singletonOrThrow()));
  }

  private static Block norm() {
    return BatchNorm.builder().build();
  }

  private static Block conv(int filters, int side, int stride) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(side, side))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(side / 2, side / 2))
        .optBias(false)
        .build();
  }
}
