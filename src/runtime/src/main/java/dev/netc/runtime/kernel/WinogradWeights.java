package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** The weights of each of {@link Winograd}'s products, in the layout that oneDNN wants. */
final class WinogradWeights {
  private final Workspace workspace;
  private final View w;
  private final dnnl_memory_desc layout;
  private final List<View> forms = new ArrayList<>();
  private final List<Kernel> steps = new ArrayList<>();

  /**
   * @param w [filters, group channels, 3, kernel width]
   * @param rows the convolution of each product
   * @param desc of this convolution
   */
  WinogradWeights(OneDnnScope scope, View w, ConvSpec rows, dnnl_primitive_desc desc) {
    this.workspace = scope.oneDnn.workspace;
    this.w = w;
    this.layout = wanted(desc);
    dnnl_memory_desc plainLayout = new OneDnnConvDescs(scope, rows).plainWeights();
    View plain = workspace.scratch().take(rows.sizeOfWeights());
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      View form = workspace.form(OneDnnReorder.floats(layout));
      forms.add(form);
      steps.add(new Weights(i, w, plain, rows.filters(), rows.window().kernelWidth()));
      steps.add(OneDnnReorder.kernel(scope, plainLayout, plain, layout, form));
    }
  }

  private static dnnl_memory_desc wanted(dnnl_primitive_desc desc) {
    return dnnl_primitive_desc_query_md(desc, dnnl_query_weights_md, 0);
  }

  /** Whether a primitive wants its weights in the same layout. */
  boolean suit(dnnl_primitive_desc desc) {
    return OneDnnReorder.isSame(layout, wanted(desc));
  }

  /** The weights of each product. */
  List<View> forms() {
    return forms;
  }

  /** A kernel that reads the weights, with what must come before. */
  Kernel before(Kernel work) {
    return workspace.prepared(w, new InOrder(steps.toArray(Kernel[]::new)), work);
  }

  /** The weights of one product from those of the convolution. */
  private record Weights(int product, View w, View plain, int filters, int width)
      implements Kernel {
    @Override
    public void run() {
      float[] row = new float[(int) plain.size() / filters];
      float[] taps = new float[Winograd.TAPS * row.length];
      for (int filter = 0; filter < filters; filter++) {
        w.get((long) filter * taps.length, taps, 0, taps.length);
        for (int i = 0; i < row.length; i++) {
          int at = i / width * Winograd.TAPS * width + i % width;
          row[i] = Winograd.weight(product, taps[at], taps[at + width], taps[at + 2 * width]);
        }
        plain.set((long) filter * row.length, row, 0, row.length);
      }
    }
  }
}
