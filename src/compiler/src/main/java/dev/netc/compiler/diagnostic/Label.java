package dev.netc.compiler.diagnostic;

import dev.netc.compiler.source.Span;

/** A remark about a place that matters to a diagnostic, such as the shape of an operand. */
public record Label(Span span, String text) {}
