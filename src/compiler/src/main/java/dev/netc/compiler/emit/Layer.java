package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.plan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernels that belong to one value of a program, or to one copy of a block that it repeats, as the
 * statements of a method. Local variables are named as the values are, without the copy's path, so
 * that copies of a block have the same statements.
 */
final class Layer {
  /** The path of the copy in the variable of this name, in statements that copies share. */
  static final String BLOCK = "block";

  /** Statements may refer to these, so no local variable may hide them. */
  private static final Set<String> IN_SCOPE = Set.of("phase", "kernels", "batch", "random", BLOCK);

  private static final Pattern COPY = Pattern.compile("(.*\\[\\d+])\\.");

  private final String name;
  private final String block;
  private final List<Statement> statements = new ArrayList<>();
  private final Map<String, Place> views = new LinkedHashMap<>();
  private final JavaNames names;
  private final Map<Node, Local> locals;
  private final StringBuilder text = new StringBuilder();

  /** A local variable and the memory that it stands for. */
  record Local(String name, Place place) {}

  /**
   * Adds a kernel.
   *
   * @param value what it computes, in the program's words
   * @param position where the program says so, or empty
   * @param result the local variable of its result
   */
  record Statement(String value, String position, String result, CodeBlock kernel) {
    // // digits.net:4  hidden
    // phase.add("hidden", "digits.net:4", hidden, kernels.matmul(…));
    CodeBlock code() {
      return code(value, CodeBlock.of("$S", value));
    }

    // // vision.net:125  main.conv[1]
    // phase.add(block + ".main.conv[1]", "vision.net:125", mainConv1, kernels.conv(…));
    CodeBlock codeIn(String block) {
      int at = block.isEmpty() ? -1 : value.indexOf(block);
      if (at < 0) {
        return code();
      }
      String after = value.substring(at + block.length());
      CodeBlock.Builder words = CodeBlock.builder();
      if (at > 0) {
        words.add("$S + ", value.substring(0, at));
      }
      words.add(BLOCK);
      if (!after.isEmpty()) {
        words.add(" + $S", after);
      }
      return code(value.replace(block + ".", ""), words.build());
    }

    private CodeBlock code(String comment, CodeBlock words) {
      CodeBlock.Builder code = CodeBlock.builder();
      if (!position.isEmpty()) {
        code.add("// $L\n", Comments.line(position + "  " + comment));
      }
      return code.addStatement("phase.add($L, $S, $N,$W$L)", words, position, result, kernel)
          .build();
    }
  }

  /**
   * A layer without kernels.
   *
   * @param name of its method
   * @param block the path of the copy that it belongs to, or empty
   */
  Layer(String name, String block) {
    this(name, block, new JavaNames(IN_SCOPE), new HashMap<>());
  }

  private Layer(String name, String block, JavaNames names, Map<Node, Local> locals) {
    this.name = name;
    this.block = block;
    this.names = names;
    this.locals = locals;
  }

  /** A further method for the same layer, in which values have the same names. */
  Layer continued() {
    return new Layer(name, block, names, locals);
  }

  /** The innermost copy of a repeated block that a path leads into, or empty. */
  static String block(String path) {
    Matcher copy = COPY.matcher(path);
    return copy.lookingAt() ? copy.group(1) : "";
  }

  /** What a copy is called: the last word of its path. */
  static String word(String block) {
    return block.substring(block.lastIndexOf('.') + 1, block.lastIndexOf('['));
  }

  String name() {
    return name;
  }

  String block() {
    return block;
  }

  /** The local variables that the statements read, in order. */
  Map<String, Place> views() {
    return views;
  }

  boolean isEmpty() {
    return statements.isEmpty();
  }

  /** Whether a further kernel belongs into a method of its own. */
  boolean isFull() {
    return text.length() > ClassBody.METHOD_LENGTH / 2;
  }

  /** The local variable for a value, a new one if there is none. */
  Local local(Node value, Place place, String wanted) {
    return locals.computeIfAbsent(value, v -> local(place, wanted));
  }

  /** A new local variable. */
  Local local(Place place, String wanted) {
    return new Local(names.unique(JavaNames.camelCase(withoutBlock(wanted))), place);
  }

  /** Values of this copy, and of another one that it reads, go by their names in the block. */
  private String withoutBlock(String path) {
    if (block.isEmpty()) {
      return path;
    }
    String own = path.replace(block + ".", "");
    String other = own.equals(path) ? block(path) : "";
    return other.isEmpty() ? own : path.substring(other.length() + 1);
  }

  void add(Statement statement, List<Local> used) {
    statements.add(statement);
    text.append(statement.codeIn(block));
    used.forEach(local -> views.put(local.name(), local.place()));
  }

  /** The same for copies that differ in nothing but their path and memory. */
  String signature() {
    return String.join(" ", views.keySet()) + "\n" + text;
  }

  /** The statements for this layer alone. */
  List<CodeBlock> code() {
    return statements.stream().map(Statement::code).toList();
  }

  /** The statements for all copies of the block. */
  List<CodeBlock> sharedCode() {
    return statements.stream().map(s -> s.codeIn(block)).toList();
  }
}
