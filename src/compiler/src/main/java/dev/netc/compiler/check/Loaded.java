package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.parse.Parsed;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file and everything it imports, parsed once each. Imported declarations stand before those that
 * import them.
 *
 * @param parsed the file itself
 * @param broken names whose declarations have syntax errors
 * @param incomplete whether an import is missing or unreadable, so that unknown names may have been
 *     in it
 */
record Loaded(
    Source main,
    Parsed parsed,
    List<Declaration> declarations,
    Set<String> broken,
    boolean incomplete) {
  private static final int MOST_FILES = 1_000;

  static Loaded load(Source main, Imports imports, Problems problems) {
    Loader loader = new Loader(imports, problems);
    Parsed parsed = Parser.parse(main);
    loader.load(parsed, Optional.empty());
    return new Loaded(main, parsed, loader.declarations, loader.broken, loader.incomplete);
  }

  private static final class Loader {
    private final Imports imports;
    private final Problems problems;
    private final List<Declaration> declarations = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, Boolean> done = new HashMap<>();
    private final Map<Source, Parsed> parsed = new HashMap<>();
    private boolean incomplete;
    private final Deque<String> open = new ArrayDeque<>();

    Loader(Imports imports, Problems problems) {
      this.imports = imports;
      this.problems = problems;
    }

    void load(Parsed parsed, Optional<Span> from) {
      Source source = parsed.tree().source();
      if (open.contains(source.name())) {
        List<String> chain = new ArrayList<>();
        open.descendingIterator().forEachRemaining(chain::add);
        chain.add(source.name());
        problems.add(
            Diagnostic.of(Code.IMPORT_CYCLE, from.orElseThrow(), "these files import each other")
                .note(String.join(" → ", chain))
                .help("move what both need into a third file"));
        return;
      }
      if (done.put(source.name(), true) != null || done.size() > MOST_FILES) {
        return;
      }
      open.push(source.name());
      parsed.diagnostics().forEach(problems::add);
      broken.addAll(parsed.broken());
      for (Declaration declaration : parsed.tree().declarations()) {
        if (declaration instanceof Declaration.Import i) {
          follow(i, source);
        }
      }
      declarations.addAll(
          parsed.tree().declarations().stream()
              .filter(d -> !(d instanceof Declaration.Import))
              .toList());
      open.pop();
    }

    private void follow(Declaration.Import i, Source source) {
      String path = i.path().value();
      Optional<Source> found = StandardLibrary.find(path).or(() -> program(path, source));
      Optional<Diagnostic> unreadable = found.flatMap(imports::problem);
      if (unreadable.isPresent()) {
        incomplete = true;
        problems.add(unreadable.get());
        return;
      }
      if (found.isPresent()) {
        load(parsed.computeIfAbsent(found.get(), Parser::parse), Optional.of(i.path().span()));
        return;
      }
      incomplete = true;
      Diagnostic.Builder missing =
          Diagnostic.of(
                  Code.IMPORT_MISSING,
                  i.path().span(),
                  "there is no file \"%s\" to import".formatted(path))
              .note(
                  isProgram(path)
                      ? "paths are relative to the file that imports"
                      : "only files whose names end in .net are imported");
      Suggestion.nearest(path, StandardLibrary.names())
          .map("\"%s\""::formatted)
          .ifPresent(
              name -> missing.help("did you mean %s?".formatted(name)).fix(i.path().span(), name));
      problems.add(missing);
    }

    /** Other files are not even opened: messages about their lines would show what is in them. */
    private Optional<Source> program(String path, Source importing) {
      return isProgram(path) ? imports.find(path, importing) : Optional.empty();
    }

    private static boolean isProgram(String path) {
      return path.endsWith(".net");
    }
  }
}
