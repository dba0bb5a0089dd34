package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Weights in the layouts that the primitives of one kernel want, usually one for all of them. */
final class OneDnnWeights {
  private record Form(dnnl_memory_desc layout, View view) {}

  private final OneDnnScope scope;
  private final Workspace workspace;
  private final View plain;
  private final long[] dims;
  private final List<Form> forms = new ArrayList<>();
  private final List<Kernel> preparations = new ArrayList<>();
  private final dnnl_memory_desc plainLayout;

  /**
   * @param scope in which all the primitives are made
   * @param dims of the weights
   */
  OneDnnWeights(OneDnnScope scope, long[] dims, dnnl_memory_desc plainLayout, View plain) {
    this.scope = scope;
    this.workspace = scope.oneDnn.workspace;
    this.plain = plain;
    this.dims = dims.clone();
    this.plainLayout = plainLayout;
    forms.add(new Form(plainLayout, plain));
  }

  /** The weights in a primitive's layout. */
  View in(dnnl_primitive_desc primitive) {
    dnnl_memory_desc wanted = dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0);
    for (Form form : forms) {
      if (OneDnnReorder.isSame(form.layout, wanted)) {
        return form.view;
      }
    }
    View view = workspace.form(OneDnnReorder.floats(wanted));
    forms.add(new Form(wanted, view));
    preparations.add(OneDnnReorder.shared(scope, dims, plainLayout, plain, wanted, view));
    return view;
  }

  /** Has something else done where weights are brought into layouts. */
  void alsoPrepare(Kernel kernel) {
    preparations.add(kernel);
  }

  /** Has other weights brought into layouts where these are. */
  void alsoPrepare(OneDnnWeights others) {
    preparations.addAll(others.preparations);
  }

  /** A kernel that reads the weights, with what must come before. */
  Kernel before(Kernel work) {
    return preparations.isEmpty()
        ? work
        : workspace.prepared(plain, new InOrder(preparations.toArray(Kernel[]::new)), work);
  }
}
