package dev.netc.compiler;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Examples with words or characters deleted, doubled or exchanged: the front end answers each with
 * diagnostics, never with an exception, and soon. What it accepts can be compiled. {@code
 * -Dmutations=500} tries more of each example.
 */
@Tag("hostile")
class MutationsTest {
  private static final int MUTATIONS = Integer.getInteger("mutations", 12);
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.]+|\\s+|.", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> brokenExamplesAreAnswered() {
    return Stream.concat(Examples.good().stream(), Examples.wrong().stream())
        .map(file -> dynamicTest(Examples.source(file).name(), () -> mutate(file)));
  }

  private static void mutate(Path file) {
    Source source = Examples.source(file);
    Random random = new Random(source.name().hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      String text = source.text();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        text = random.nextInt(3) == 0 ? changeCharacter(text, random) : changeToken(text, random);
      }
      answers(source.name(), text);
    }
  }

  private static void answers(String name, String text) {
    try {
      Limits.within(() -> answers(Source.of(name, text)));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new AssertionError("the front end fails on\n\n" + text, e);
    }
  }

  private static void answers(Source source) {
    Checked checked = Checker.check(source, imports(), Schemas.NONE);
    Report.of(checked.diagnostics());
    if (!checked.hasErrors()) {
      compile(checked);
    }
  }

  private static void compile(Checked checked) {
    checked.program().networks().values().forEach(n -> Backend.compile(Lower.net(n), ""));
    checked.program().trains().values().forEach(t -> Backend.compile(Lower.train(t), ""));
    checked.program().tests().forEach(t -> Lower.test(t).forEach(l -> l.full().verified()));
  }

  private static Imports imports() {
    return (path, from) -> {
      Path target = Examples.ROOT.resolve(from.name()).getParent().resolve(path).normalize();
      return Files.isRegularFile(target) ? Optional.of(Examples.source(target)) : Optional.empty();
    };
  }

  private static String changeToken(String text, Random random) {
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(text).results().forEach(match -> tokens.add(match.group()));
    if (tokens.size() < 2) {
      return text;
    }
    int at = random.nextInt(tokens.size());
    int other = random.nextInt(tokens.size());
    switch (random.nextInt(4)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.set(at, tokens.get(other));
      default -> {
        String token = tokens.get(at);
        tokens.set(at, tokens.get(other));
        tokens.set(other, token);
      }
    }
    return String.join("", tokens);
  }

  private static String changeCharacter(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.insert(at, text.charAt(at));
      case 2 -> changed.setCharAt(at, text.charAt(random.nextInt(text.length())));
      default -> changed.insert(at, "\0\"'{}[]()…é\uD83D\n\\-9.".charAt(random.nextInt(17)));
    }
    return changed.toString();
  }
}
