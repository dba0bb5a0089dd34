package dev.netc.lsp;

import dev.netc.compiler.check.Vocabulary;
import dev.netc.compiler.check.Vocabulary.Kind;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.syntax.TrainStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What can be written at a place. */
final class Completions {
  private static final List<String> TOP =
      List.of("net", "data", "train", "test", "import", "experiment", "search");

  private final Analysis analysis;
  private final Context context;
  private final int place;
  private final Map<String, CompletionItem> items = new LinkedHashMap<>();

  private Completions(Analysis analysis, int place) {
    this.analysis = analysis;
    this.place = place;
    this.context = Context.at(analysis, place);
  }

  static List<CompletionItem> at(Analysis analysis, int offset) {
    int place = 0;
    List<Word> words = analysis.words();
    while (place < words.size() && words.get(place).span().end() < offset) {
      place++;
    }
    Optional<Word> word = place < words.size() ? Optional.of(words.get(place)) : Optional.empty();
    boolean inside = word.isPresent() && word.get().span().start() < offset;
    if (inside && word.get().text().startsWith("\"")) {
      return FileNames.at(analysis, word.get(), offset);
    } else if (inside && (word.get().isComment() && offset > word.get().span().start() + 1)) {
      return List.of();
    }
    boolean isPart = inside && (word.get().isName() || word.get().kind() == Word.Kind.RESERVED);
    int at = isPart || word.isEmpty() || !inside ? place : place + 1;
    return new Completions(analysis, at).items();
  }

  private List<CompletionItem> items() {
    if (context.previous().equals(".")) {
      members();
    } else if (context.declaration().isEmpty() || !context.inBody() && atNewLine()) {
      TOP.forEach(word -> add(word, CompletionItemKind.Keyword, "declaration", ""));
    } else {
      arguments();
      statements();
      names();
      for (Kind kind : context.kinds()) {
        Vocabulary.of(kind).forEach(this::add);
      }
      List.of("if", "then", "else", "repeat", "and", "or", "not", "true", "false")
          .forEach(word -> add(word, CompletionItemKind.Keyword, "", ""));
    }
    return new ArrayList<>(items.values());
  }

  /** Whether the word begins a line without an indentation. */
  private boolean atNewLine() {
    return place < analysis.words().size() && analysis.words().get(place).span().column() == 1;
  }

  // ------------------------------------------------------------ parts

  private void members() {
    int target = place - 2;
    Optional<Definition> bound = analysis.definition(target);
    Optional<Declaration.Net> net =
        bound.flatMap(Definition::value).flatMap(this::calledNet).or(() -> netOfTrain(bound));
    net.ifPresent(n -> values(n, CompletionItemKind.Field));
    if (bound.isPresent() && bound.get().kind() == Definition.Kind.DATA) {
      List.of("train", "validation", "test").forEach(s -> add(s, CompletionItemKind.Field, "", ""));
    }
    if (net.isEmpty()) {
      List.of("shape", "rank", "size", "channels", "height", "width", "rows")
          .forEach(s -> add(s, CompletionItemKind.Property, "of its shape", ""));
    }
  }

  private Optional<Declaration.Net> calledNet(Expression e) {
    Expression last =
        e instanceof Expression.Pipe pipe ? pipe.stages().get(pipe.stages().size() - 1) : e;
    Expression target = last instanceof Expression.Call call ? call.target() : last;
    return target instanceof Expression.NameReference name
        ? analysis.declared(name.name()).flatMap(this::net)
        : Optional.empty();
  }

  private Optional<Declaration.Net> net(Definition definition) {
    if (definition.declaration() instanceof Declaration.Train) {
      return netOfTrain(Optional.of(definition));
    }
    return definition.declaration() instanceof Declaration.Net net
        ? Optional.of(net)
        : Optional.empty();
  }

  /** The net that a train trains. */
  private Optional<Declaration.Net> netOfTrain(Optional<Definition> definition) {
    return definition
        .filter(d -> d.kind() == Definition.Kind.TRAIN)
        .map(d -> (Declaration.Train) d.declaration())
        .flatMap(
            train ->
                train.statements().stream()
                    .filter(TrainStatement.Network.class::isInstance)
                    .map(s -> ((TrainStatement.Network) s).value())
                    .findFirst())
        .flatMap(this::calledNet);
  }

  private void values(Declaration.Net net, CompletionItemKind kind) {
    for (Definition d : analysis.definitions().values()) {
      boolean value = !d.kind().isDeclaration() && d.kind() != Definition.Kind.ARGUMENT;
      if (value && d.declaration() == net) {
        add(d.text(), kind, shape(d), "");
      }
    }
  }

  /** The names of arguments, where a call is open. */
  private void arguments() {
    if (context.callee().isEmpty()) {
      return;
    }
    Optional<Definition> own = analysis.declared(context.callee());
    own.ifPresent(d -> parametersOf(d.declaration()));
    List<Kind> kinds = new ArrayList<>(context.kinds());
    kinds.addAll(List.of(Kind.values()));
    Vocabulary.find(context.callee(), kinds)
        .filter(e -> own.isEmpty())
        .ifPresent(
            e ->
                e.arguments().forEach(a -> argument(a.name(), a.defaultText(), a.documentation())));
  }

  private void parametersOf(Declaration declaration) {
    List<Declaration.Parameter> parameters =
        declaration instanceof Declaration.Net net
            ? net.parameters()
            : declaration instanceof Declaration.Train train ? train.parameters() : List.of();
    for (Declaration.Parameter p : parameters) {
      argument(p.name().text(), p.defaultValue().map(v -> v.span().text()).orElse(""), "");
    }
    if (declaration instanceof Declaration.Net net) {
      for (NetStatement s : net.statements()) {
        if (s instanceof NetStatement.Input in) {
          argument(in.name().text(), "", "input");
        }
      }
    }
  }

  private void argument(String name, String value, String documentation) {
    CompletionItem item = new CompletionItem(name + " = ");
    item.setKind(CompletionItemKind.Property);
    item.setFilterText(name);
    item.setDetail(value.isEmpty() ? documentation : "= " + value + "  " + documentation);
    item.setSortText("0" + name);
    items.putIfAbsent(name + " =", item);
  }

  /** The words that begin a statement. */
  private void statements() {
    List<String> words =
        switch (context.declaration()) {
          case "net" -> List.of("input", "param", "output");
          case "train" -> Vocabulary.settings();
          case "test" -> List.of("expect", "within");
          case "experiment", "search" -> List.of("run", "plot", "maximize", "minimize");
          default -> List.of();
        };
    if (context.callee().isEmpty()) {
      words.forEach(word -> add(word, CompletionItemKind.Keyword, "setting", "1"));
    }
  }

  /** What the declaration around and the file bind. */
  private void names() {
    List<Word> words = analysis.words();
    for (int i = context.header() + 1; i < place; i++) {
      boolean binds =
          i + 1 < words.size()
              && words.get(i).isName()
              && (words.get(i + 1).is("=")
                  || words.get(i - 1).is("input")
                  || words.get(i - 1).is("param"));
      if (binds) {
        add(words.get(i).text(), CompletionItemKind.Variable, shapeOf(words.get(i)), "0");
      }
    }
    if (context.declaration().equals("train")) {
      analysis.declared().values().stream()
          .filter(d -> isTrained(d.text()))
          .forEach(d -> net(d).ifPresent(net -> values(net, CompletionItemKind.Variable)));
    }
    analysis.broken().forEach(name -> add(name, CompletionItemKind.Class, "", "2"));
    analysis
        .declared()
        .values()
        .forEach(d -> add(d.text(), kind(d.kind()), "", context.setting().isEmpty() ? "2" : "0"));
  }

  /** Whether the train around names a net. */
  private boolean isTrained(String net) {
    List<Word> words = analysis.words();
    for (int i = context.header() + 1; i + 1 < words.size(); i++) {
      if (words.get(i).is("net") && words.get(i + 1).is(net)) {
        return true;
      }
    }
    return false;
  }

  private String shapeOf(Word word) {
    return Optional.ofNullable(analysis.definitions().get(word.span())).map(this::shape).orElse("");
  }

  private String shape(Definition d) {
    return d.value()
        .flatMap(v -> analysis.facts().meaning(v.span()))
        .flatMap(m -> m.type())
        .map(Object::toString)
        .orElse("");
  }

  private static CompletionItemKind kind(Definition.Kind kind) {
    return switch (kind) {
      case NET, TRAIN, EXPERIMENT -> CompletionItemKind.Class;
      case DATA -> CompletionItemKind.Variable;
      default -> CompletionItemKind.Value;
    };
  }

  private void add(Vocabulary.Entry entry) {
    CompletionItem item = new CompletionItem(entry.name());
    item.setKind(
        entry.kind() == Kind.INITIALIZER
            ? CompletionItemKind.Constant
            : CompletionItemKind.Function);
    item.setDetail(entry.signature());
    item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, entry.summary()));
    item.setSortText("3" + entry.name());
    items.putIfAbsent(entry.name(), item);
  }

  private void add(String word, CompletionItemKind kind, String detail, String order) {
    CompletionItem item = new CompletionItem(word);
    item.setKind(kind);
    item.setDetail(detail);
    item.setSortText((order.isEmpty() ? "4" : order) + word);
    items.putIfAbsent(word, item);
  }
}
