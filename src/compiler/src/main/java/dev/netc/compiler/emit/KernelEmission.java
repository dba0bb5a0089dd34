package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.plan.Place;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects the kernels of one node, with the places that each of them names. */
final class KernelEmission implements Emission {
  /** An expression that makes a kernel, and the values whose memory it names. */
  record Made(CodeBlock construction, Set<Node> values) {}

  private final ClassName owner;
  private final ClassBody body;
  private final Node node;
  private final Function<Node, String> names;
  private final List<Made> kernels = new ArrayList<>();
  private Set<Node> values = new LinkedHashSet<>();

  /**
   * @param names the local variable that stands for a value's memory
   */
  KernelEmission(ClassName owner, ClassBody body, Node node, Function<Node, String> names) {
    this.owner = owner;
    this.body = body;
    this.node = node;
    this.names = names;
  }

  List<Made> kernels() {
    return kernels;
  }

  @Override
  public CodeBlock input(int index) {
    return name(node.input(index));
  }

  @Override
  public CodeBlock output() {
    return name(node);
  }

  private CodeBlock name(Node value) {
    values.add(value);
    return CodeBlock.of("$N", names.apply(value));
  }

  @Override
  public CodeBlock size(TensorType type) {
    return size(type.batched(), type.size());
  }

  // An int product is enough: a view has at most as many floats as an int counts, kernels are made
  // after their views, and no size in elements is above that of the tensor it is of.
  @Override
  public CodeBlock size(boolean batched, long factor) {
    if (!batched) {
      return CodeBlock.of("$L", factor);
    }
    return factor == 1 ? CodeBlock.of("batch") : CodeBlock.of("batch * $L", factor);
  }

  @Override
  public CodeBlock dims(TensorType type) {
    String shape =
        type.shape().dims().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String lead = !type.batched() ? "" : shape.isEmpty() ? "batch" : "batch, ";
    return CodeBlock.of("new long[] {$L$L}", lead, shape);
  }

  @Override
  public void kernel(CodeBlock construction) {
    values.add(node);
    kernels.add(new Made(construction, values));
    values = new LinkedHashSet<>();
  }

  @Override
  public CodeBlock loop(String name, CodeBlock loop) {
    return CodeBlock.of("$N", body.loop(name, loop, owner));
  }

  /** A place as an expression: {@code batched(0, 50)}. */
  static CodeBlock view(Place place) {
    return CodeBlock.of("$L($L, $L)", place.region().word(), offset(place), place.size());
  }

  private static CodeBlock offset(Place place) {
    return CodeBlock.of(place.offset() > Integer.MAX_VALUE ? "$LL" : "$L", place.offset());
  }
}
