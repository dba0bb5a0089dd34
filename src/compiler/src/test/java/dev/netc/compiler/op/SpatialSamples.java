package dev.netc.compiler.op;

import static dev.netc.compiler.op.PrimitiveSamples.real;

import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.AvgPool;
import dev.netc.compiler.op.primitive.AvgPoolSpread;
import dev.netc.compiler.op.primitive.BatchNorm;
import dev.netc.compiler.op.primitive.ColumnDot;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.ConvInput;
import dev.netc.compiler.op.primitive.ConvWeights;
import dev.netc.compiler.op.primitive.Lrn;
import dev.netc.compiler.op.primitive.LrnGradient;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.MaxPoolPick;
import dev.netc.compiler.op.primitive.MaxPoolSpread;
import dev.netc.compiler.op.primitive.Window;
import java.util.ArrayList;
import java.util.List;

/** Calls of the primitive operations on images, in both layouts, and of those on columns. */
final class SpatialSamples {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 4;

  private final boolean last;
  private final List<Sample> samples = new ArrayList<>();

  private SpatialSamples(boolean last) {
    this.last = last;
  }

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    for (boolean last : new boolean[] {false, true}) {
      SpatialSamples samples = new SpatialSamples(last);
      samples.convolutions();
      samples.windows().forEach(samples::pools);
      samples.normalisation();
      all.addAll(samples.samples);
    }
    SpatialSamples columns = new SpatialSamples(true);
    columns.statistics();
    all.addAll(columns.samples);
    return all;
  }

  private void add(Primitive op, Operand... operands) {
    samples.add(PrimitiveSamples.sample(op, operands));
  }

  private Operand image(boolean batched, int channels, int height, int width) {
    return last ? real(batched, height, width, channels) : real(batched, channels, height, width);
  }

  /** Same size; stride over kernel; padding over half the kernel; dilated; one tap. */
  private List<Window> windows() {
    return List.of(
        Window.of(3, 3).pad(1, 1, 1, 1),
        Window.of(2, 1).stride(3, 2),
        Window.of(2, 3).stride(2, 1).pad(2, 1, 0, 2),
        Window.of(2, 2).dilation(3, 2).pad(0, 1, 1, 0),
        Window.of(1, 1));
  }

  private void convolutions() {
    for (Window window : windows()) {
      convolution(window, true, 2, 3, 1);
    }
    Window window = Window.of(2, 2).stride(2, 1).pad(1, 0, 0, 1);
    convolution(window, true, 1, 1, 1);
    convolution(window, true, 4, 6, 2);
    convolution(window, true, 3, 3, 3);
    convolution(window, false, 2, 3, 1);
  }

  private void convolution(Window window, boolean batched, int channels, int filters, int groups) {
    Operand x = image(batched, channels, HEIGHT, WIDTH);
    Operand y = image(batched, filters, window.outHeight(HEIGHT), window.outWidth(WIDTH));
    Operand w =
        real(false, filters, channels / groups, window.kernelHeight(), window.kernelWidth());
    add(new Conv(window, groups, last), x, w);
    add(new ConvInput(window, groups, last, HEIGHT, WIDTH), y, w);
    add(new ConvWeights(window, groups, last), x, y);
  }

  private void pools(Window window) {
    boolean batched = window.kernelWidth() > 1;
    Operand x = image(batched, 2, HEIGHT, WIDTH);
    Operand y = image(batched, 2, window.outHeight(HEIGHT), window.outWidth(WIDTH));
    // A window in the padding altogether has the maximum -∞, on which no slope can be tried.
    if (window.padTop() < window.kernelHeight()) {
      add(new MaxPool(window, last), x);
    }
    add(new MaxPoolSpread(window, last), x, y);
    add(new MaxPoolPick(window, last), x, x);
    for (boolean countPadding : new boolean[] {false, true}) {
      add(new AvgPool(window, countPadding, last), x);
      add(new AvgPoolSpread(window, countPadding, last, HEIGHT, WIDTH), y);
    }
  }

  private void normalisation() {
    for (Lrn lrn : List.of(new Lrn(3, 0.5, 0.75, 2, last), new Lrn(1, 1, 1, 1, last))) {
      add(lrn, image(true, 4, 2, 1));
      add(new LrnGradient(lrn), image(true, 4, 2, 1), image(true, 4, 2, 1));
    }
    add(new Lrn(5, 0.1, 0.5, 1, last), image(false, 1, 2, 2));
  }

  private void statistics() {
    for (Columns columns : Columns.values()) {
      for (Operand x : List.of(real(true, 2, 3, 1), real(true, 3), real(false, 2, 3))) {
        if (columns == Columns.ELEMENTS && !x.type().batched()) {
          continue;
        }
        Operand statistic = real(false, columns.shape(x.type()).dims());
        add(new ColumnVariance(columns), x, statistic);
        add(new ColumnDot(columns), x, x, statistic);
        if (columns == Columns.ELEMENTS || x.type().batched() || columns == Columns.LAST) {
          add(new BatchNorm(columns, 0.01), x, statistic, statistic);
        }
      }
    }
  }
}
