package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Source;
import java.util.List;

/** A file as written: its declarations in order. */
public record SyntaxTree(Source source, List<Declaration> declarations) {}
