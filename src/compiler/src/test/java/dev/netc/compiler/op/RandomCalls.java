package dev.netc.compiler.op;

import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.Operand.Domain;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Calls with operands and arguments at random, most of them wrong: those that are accepted. */
final class RandomCalls {
  private static final int CALLS = 800;
  private static final int[] DIMS = {1, 1, 2, 3, 3, 5};

  private final Operation operation;
  private final Random random;

  private RandomCalls(Operation operation) {
    this.operation = operation;
    this.random = new Random(operation.name().hashCode());
  }

  static List<Sample> of(Operation operation) {
    RandomCalls calls = new RandomCalls(operation);
    List<Sample> accepted = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.next().ifPresent(accepted::add);
    }
    return accepted;
  }

  private Optional<Sample> next() {
    List<Operand> operands = new ArrayList<>();
    Map<String, Object> arguments = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      switch (parameter.kind()) {
        case TENSOR -> operands.add(operand());
        case TENSORS -> {
          int count = 1 + random.nextInt(3);
          for (int k = 0; k < count; k++) {
            operands.add(random.nextBoolean() && k > 0 ? operands.get(0) : operand());
          }
        }
        case INTEGER -> arguments.put(parameter.name(), random.nextInt(9) - 3);
        case NUMBER -> arguments.put(parameter.name(), random.nextDouble() * 3 - 1);
        case BOOLEAN -> arguments.put(parameter.name(), random.nextBoolean());
        case AXES -> arguments.put(parameter.name(), integers(3, -3, 4));
        case INTEGERS -> arguments.put(parameter.name(), integers(4, -1, 6));
        case EXTENTS -> arguments.put(parameter.name(), extents(parameter));
        case PADDING -> arguments.put(parameter.name(), padding(parameter));
        case WORD -> arguments.put(parameter.name(), word(parameter));
        case RESULT -> {
          operands.add(operand());
          arguments.put(
              parameter.name(),
              SpatialArguments.pool(random.nextInt(3), 1 + random.nextInt(3), "down"));
        }
        case INITIALIZER -> arguments.put(parameter.name(), new InitializerSpec.Zeros());
        case WEIGHTS -> arguments.put(parameter.name(), random.nextBoolean());
      }
    }
    if (operation.name().equals("gradient")) {
      operands.set(1, operands.get(0));
    }
    return OperationSamples.sample(operation, operands, new Arguments(arguments), 3);
  }

  private List<Integer> extents(Parameter parameter) {
    List<Integer> list = integers(4, 0, 4);
    return list.isEmpty() && parameter.isRequired() ? List.of(1) : list;
  }

  private Padding padding(Parameter parameter) {
    boolean same = parameter.words().contains("same") && random.nextInt(4) == 0;
    List<List<Integer>> sides = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      sides.add(List.of(random.nextInt(4) - 1, random.nextInt(3)));
    }
    return same ? Padding.SAME : Padding.of(sides);
  }

  private String word(Parameter parameter) {
    return parameter.words().get(random.nextInt(parameter.words().size()));
  }

  private List<Integer> integers(int most, int from, int to) {
    List<Integer> list = new ArrayList<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      list.add(from + random.nextInt(to - from));
    }
    return list;
  }

  private Operand operand() {
    List<Integer> dims = integers(4, 0, DIMS.length).stream().map(i -> DIMS[i]).toList();
    TensorType type = new TensorType(random.nextBoolean(), new Shape(dims));
    return random.nextInt(4) == 0 ? Operand.index(type, 3) : Operand.of(type, Domain.REAL);
  }
}
