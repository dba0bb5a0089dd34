package dev.netc.lsp;

import dev.netc.compiler.check.Analysed;
import dev.netc.compiler.check.Facts;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Program;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.Parsed;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a text and what it imports, as far as its errors allow. */
final class Analysis {
  private final Source source;
  private final Analysed analysed;
  private final Imports imports;
  private final List<Word> words;
  private final Parsed parsed;
  private final Map<Span, Definition> definitions = new HashMap<>();
  private final Map<Span, List<Definition>> byDeclaration = new HashMap<>();
  private final Map<String, Definition> top = new HashMap<>();

  private Analysis(Source source, Analysed analysed, Imports imports) {
    this.source = source;
    this.analysed = analysed;
    this.imports = imports;
    this.words = Parser.words(source);
    this.parsed = analysed.parsed();
    for (Definition d : Definition.of(analysed.declarations())) {
      definitions.put(d.name(), d);
      byDeclaration.computeIfAbsent(d.declaration().span(), s -> new ArrayList<>()).add(d);
      if (d.kind().isDeclaration()) {
        top.putIfAbsent(d.text(), d);
      }
    }
  }

  static Analysis of(Source source, Analysed analysed, Imports imports) {
    return new Analysis(source, analysed, imports);
  }

  Source source() {
    return source;
  }

  List<Diagnostic> diagnostics() {
    return analysed.checked().diagnostics();
  }

  /** What it declares, as far as its errors allow. */
  Program program() {
    return analysed.checked().program();
  }

  Facts facts() {
    return analysed.facts();
  }

  Imports imports() {
    return imports;
  }

  /** The words of the text in order; they are there whatever is wrong with it. */
  List<Word> words() {
    return words;
  }

  /** The text's own declarations that have no syntax error, imports among them. */
  List<Declaration> declarations() {
    return parsed.tree().declarations();
  }

  /** The names of its declarations that have one. */
  List<String> broken() {
    return parsed.broken().stream().sorted().toList();
  }

  /** All names that are bound here and in what is imported. */
  Map<Span, Definition> definitions() {
    return definitions;
  }

  /** What a declaration binds, its own name among it, in the order of the text. */
  List<Definition> definitions(Declaration declaration) {
    return byDeclaration.getOrDefault(declaration.span(), List.of());
  }

  /** The declaration of a name, here or in what is imported. */
  Optional<Definition> declared(String name) {
    return Optional.ofNullable(top.get(name));
  }

  /** All declarations that can be named here. */
  Map<String, Definition> declared() {
    return top;
  }

  /** The word at an offset or the one that ends there; its place among the words, or -1. */
  int wordAt(int offset) {
    int low = 0;
    int high = words.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words.get(middle).span().end() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean found = low < words.size() && words.get(low).span().start() <= offset;
    boolean next = found && low + 1 < words.size() && words.get(low + 1).span().start() == offset;
    return found ? next && !words.get(low).isName() ? low + 1 : low : -1;
  }

  /** Where what a word names is bound; empty if it names nothing that a program binds. */
  Optional<Definition> definition(int word) {
    if (word < 0 || !words.get(word).isName()) {
      return Optional.empty();
    }
    Word name = words.get(word);
    Definition own = definitions.get(name.span());
    if (own != null) {
      return Optional.of(own);
    }
    Optional<Span> known = facts().binding(name.span());
    return known.isPresent()
        ? known.map(definitions::get)
        : isPlain(word) ? visible(name) : Optional.empty();
  }

  /** Whether a word is neither a member nor the name of an argument. */
  private boolean isPlain(int word) {
    boolean member = word > 0 && words.get(word - 1).is(".");
    boolean named = word + 1 < words.size() && words.get(word + 1).is("=");
    return !member && !named;
  }

  /** The declaration of this text that a place is in. */
  private Optional<Declaration> around(Span place) {
    List<Declaration> own = declarations();
    int low = 0;
    int high = own.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (own.get(middle).span().end() < place.end()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean found = low < own.size() && own.get(low).span().start() <= place.start();
    return found ? Optional.of(own.get(low)) : Optional.empty();
  }

  /** The meaning of a name in a declaration that was not checked: what its text binds. */
  private Optional<Definition> visible(Word name) {
    List<Definition> around = around(name.span()).map(this::definitions).orElse(List.of());
    for (Definition d : around) {
      if (!d.kind().isDeclaration() && d.text().equals(name.text())) {
        return Optional.of(d);
      }
    }
    boolean keyword = name.kind() == Word.Kind.CONTEXTUAL && !top.containsKey(name.text());
    return keyword ? Optional.empty() : declared(name.text());
  }
}
