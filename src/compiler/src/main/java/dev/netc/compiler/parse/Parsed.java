package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.syntax.SyntaxTree;
import java.util.List;
import java.util.Set;

/**
 * A file's syntax tree, as far as its errors allow.
 *
 * @param broken names of declarations that were left out because of a syntax error inside, so that
 *     later stages do not call them unknown
 */
public record Parsed(SyntaxTree tree, List<Diagnostic> diagnostics, Set<String> broken) {}
