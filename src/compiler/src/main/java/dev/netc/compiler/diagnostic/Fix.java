package dev.netc.compiler.diagnostic;

import dev.netc.compiler.source.Span;

/** A change of the text that would mend the cause: what an editor offers as a quick fix. */
public record Fix(Span span, String replacement) {}
