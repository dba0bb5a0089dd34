package dev.netc.compiler.check;

import dev.netc.compiler.source.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names and what they mean, inside of other scopes. A name is bound once in each. */
final class Scope {

  /** A name's meaning and where it was bound. */
  record Entry(Term term, Span span) {}

  private final Scope outer;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  Scope(Scope outer) {
    this.outer = outer;
  }

  void bind(String name, Term term, Span span) {
    entries.put(name, new Entry(term, span));
  }

  /** The entry of this scope alone. */
  Optional<Entry> own(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The innermost meaning of a name; asking for it counts as a use. */
  Optional<Term> find(String name) {
    Entry entry = entries.get(name);
    if (entry != null) {
      used.add(name);
      return Optional.of(entry.term());
    }
    return outer == null ? Optional.empty() : outer.find(name);
  }

  /** Where the innermost meaning of a name was bound; asking for it is no use. */
  Optional<Span> place(String name) {
    Entry entry = entries.get(name);
    if (entry != null) {
      return Optional.of(entry.span());
    }
    return outer == null ? Optional.empty() : outer.place(name);
  }

  boolean isUsed(String name) {
    return used.contains(name);
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** All names that mean something here. */
  Set<String> names() {
    Set<String> names = outer == null ? new TreeSet<>() : outer.names();
    names.addAll(entries.keySet());
    return names;
  }
}
