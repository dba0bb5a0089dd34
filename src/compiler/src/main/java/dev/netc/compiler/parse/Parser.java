package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.parse.antlr.NetParser;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Turns a source into a syntax tree. Never throws on a wrong text: what is wrong is returned. */
public final class Parser {
  /** Longest text in characters that is parsed. */
  public static final int MAX_LENGTH = 4_000_000;

  /** Deepest nesting of brackets that is parsed. */
  public static final int MAX_DEPTH = 200;

  /**
   * Most words of prefix kind ({@code -}, {@code not}, {@code if}, {@code ^}) in a row of nesting.
   */
  public static final int MAX_PREFIXES = 400;

  /** Most operators between two values of one expression: each is a level of its tree. */
  public static final int MAX_OPERATORS = 1000;

  private static final String NAME_PARTS = "give inner parts names of their own: part = …";

  private Parser() {}

  /** Parses a whole file. */
  public static Parsed parse(Source source) {
    Optional<Diagnostic> unreadable = unreadable(source);
    if (unreadable.isPresent()) {
      return rejected(source, unreadable.get());
    }
    TokenText text = TokenText.of(source);
    CommonTokenStream tokens = tokens(source);
    Optional<Diagnostic> unusable = unusable(text, tokens.getTokens());
    if (unusable.isPresent()) {
      return rejected(source, unusable.get());
    }
    SyntaxErrors errors = new SyntaxErrors(text);
    NetParser.ProgramContext program = program(tokens, errors);
    return new SyntaxTreeBuilder(text, tokens).build(program, errors.diagnostics());
  }

  /** The words, signs and comments of a whole file that has no syntax error. */
  public static Lexed lexemes(Source source) {
    Parsed parsed = parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      return new Lexed(List.of(), parsed.diagnostics());
    }
    TokenText text = TokenText.of(source);
    CommonTokenStream tokens = tokens(source);
    NetParser.ProgramContext program = program(tokens, new SyntaxErrors(text));
    return new Lexed(new LexemeBuilder(text, tokens).build(program), List.of());
  }

  /** The words, signs and comments of any text; none if it cannot even be split into words. */
  public static List<Word> words(Source source) {
    if (unreadable(source).isPresent()) {
      return List.of();
    }
    TokenText text = TokenText.of(source);
    List<Word> words = new ArrayList<>();
    for (Token token : tokens(source).getTokens()) {
      if (token.getType() != Token.EOF && token.getType() != NetLexer.WHITESPACE) {
        words.add(new Word(text.span(token), kind(token.getType())));
      }
    }
    return words;
  }

  private static Word.Kind kind(int type) {
    return switch (type) {
      case NetLexer.IDENTIFIER -> Word.Kind.NAME;
      case NetLexer.NUMBER -> Word.Kind.NUMBER;
      case NetLexer.STRING -> Word.Kind.STRING;
      case NetLexer.DOC_COMMENT -> Word.Kind.DOCUMENTATION;
      case NetLexer.LINE_COMMENT, NetLexer.BLOCK_COMMENT -> Word.Kind.COMMENT;
      case NetLexer.UNFINISHED_STRING, NetLexer.UNFINISHED_COMMENT, NetLexer.UNKNOWN ->
          Word.Kind.UNKNOWN;
      default ->
          type <= NetLexer.FALSE
              ? Word.Kind.RESERVED
              : type <= NetLexer.SMOOTHED ? Word.Kind.CONTEXTUAL : Word.Kind.SIGN;
    };
  }

  private static CommonTokenStream tokens(Source source) {
    NetLexer lexer = new NetLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    return tokens;
  }

  /**
   * The tree of a text. Most texts are right, and a fast prediction finds the tree of a right one;
   * where it finds none, the full prediction says what is wrong.
   */
  private static NetParser.ProgramContext program(CommonTokenStream tokens, SyntaxErrors errors) {
    NetParser parser = new NetParser(tokens);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return parser.program();
    } catch (ParseCancellationException wrong) {
      parser.reset();
    }
    parser.addErrorListener(errors);
    parser.getInterpreter().setPredictionMode(PredictionMode.LL);
    parser.setErrorHandler(new Recovery());
    return parser.program();
  }

  /** Why the text should not even be split into words. */
  private static Optional<Diagnostic> unreadable(Source source) {
    if (source.text().length() > MAX_LENGTH) {
      return Optional.of(
          tooLarge(
              source.all(),
              "the file has more than 4,000,000 characters",
              "split it into several files and `import` them"));
    }
    int zero = source.text().indexOf('\0');
    return zero < 0 ? Optional.empty() : Optional.of(binary(new Span(source, zero, zero + 1)));
  }

  private static Parsed rejected(Source source, Diagnostic diagnostic) {
    return new Parsed(new SyntaxTree(source, List.of()), List.of(diagnostic), Set.of());
  }

  private static Diagnostic tooLarge(Span span, String message, String help) {
    Span shown = new Span(span.source(), span.start(), Math.min(span.end(), span.start() + 1));
    return Diagnostic.of(Code.TOO_LARGE, shown, message).help(help).build();
  }

  /** The first reason why the text should not be parsed: all stages recurse with the nesting. */
  private static Optional<Diagnostic> unusable(TokenText text, List<Token> tokens) {
    Nesting nesting = new Nesting();
    for (Token token : tokens) {
      nesting.add(token.getType());
      if (nesting.depth() > MAX_DEPTH || nesting.prefixes() > MAX_PREFIXES) {
        return Optional.of(
            tooLarge(
                text.span(token),
                "this is nested more than " + MAX_DEPTH + " levels deep",
                NAME_PARTS));
      } else if (nesting.operators() > MAX_OPERATORS) {
        String message = "this expression has more than " + MAX_OPERATORS + " operators";
        return Optional.of(tooLarge(text.span(token), message, NAME_PARTS));
      }
    }
    return Optional.empty();
  }

  private static Diagnostic binary(Span span) {
    return Diagnostic.of(Code.UNREADABLE_TEXT, span, "this is not a text file")
        .note("it contains a zero byte")
        .help("a .net file is text in UTF-8")
        .build();
  }
}
