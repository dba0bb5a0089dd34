package dev.netc.runtime.net;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Intake;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.train.Feed;
import java.util.Arrays;
import java.util.List;

/** Copies what a training step is fed with into its inputs. */
final class Feeding {
  private final int batch;
  private final Feed[] feeds;
  private final View[] inputs;
  private final Intake[] intakes;

  Feeding(CompiledNet net) {
    List<Feed> all = net.spec().feeds();
    this.batch = net.batch();
    this.feeds = all.toArray(Feed[]::new);
    this.inputs =
        all.stream().map(f -> net.inputView(net.spec().input(f.input()))).toArray(View[]::new);
    this.intakes = Arrays.stream(inputs).map(Intake::new).toArray(Intake[]::new);
  }

  /** Copies a batch of as many rows as the net has samples; allocates nothing. */
  void feed(Batch data) {
    for (int i = 0; i < feeds.length; i++) {
      intakes[i].copy(data.column(feeds[i].column()));
    }
  }

  /** Copies values, one array for each feed. */
  void feed(float[]... values) {
    for (int i = 0; i < feeds.length; i++) {
      if (values[i].length != inputs[i].size()) {
        throw new IllegalArgumentException(
            "%s takes %d values for each of %d samples, not %d in all"
                .formatted(feeds[i].input(), feeds[i].size(), batch, values[i].length));
      }
      inputs[i].set(values[i]);
    }
  }

  /** The number of samples that the first feed's values are for. */
  int rows(float[]... values) {
    return values[0].length / feeds[0].size();
  }
}
