package dev.netc.compiler.check;

import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Identifier;
import java.util.Optional;

/** An argument of a call, evaluated. */
record Argument(Optional<Identifier> name, Term value, Span span) {}
