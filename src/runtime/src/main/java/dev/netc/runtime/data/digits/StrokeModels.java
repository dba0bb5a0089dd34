package dev.netc.runtime.data.digits;

import java.util.Arrays;
import java.util.List;

/** How people write the ten digits: several ways each, in the order in which a pen draws them. */
final class StrokeModels {
  private StrokeModels() {}

  private static final List<List<Glyph>> BY_DIGIT =
      List.of(
          glyphs( // 0: round, narrow, begun at the upper right
              "50,5 28,14 16,48 26,84 50,95 74,84 84,50 72,16 48,5",
              "52,4 34,22 28,54 36,86 52,96 66,84 72,50 66,18 48,5",
              "66,14 42,6 22,28 18,64 38,94 64,88 82,58 78,26 58,8 44,12"),
          glyphs( // 1: a bare stroke, with a flag, with flag and base
              "50,5 50,35 50,65 50,95",
              "32,27 44,18 54,5 54,5 53,35 52,65 52,95",
              "32,25 44,17 52,6 52,6 52,50 52,94 / 30,94 52,94 74,93"),
          glyphs( // 2: with a corner, with a loop, with a flat wave as base
              "20,26 34,8 58,5 74,20 68,44 44,68 18,93 18,93 50,93 84,91",
              "20,24 40,6 66,12 72,34 54,62 30,88 15,86 26,74 48,84 66,95 86,86",
              "24,20 46,6 70,12 76,32 60,56 36,78 20,90 20,90 40,84 62,94 84,88"),
          glyphs( // 3: round, with a flat top, with a small upper bow
              "22,18 44,5 70,14 68,36 44,48 44,48 72,56 80,76 56,95 32,92 18,80",
              "20,8 48,8 78,7 78,7 62,26 44,42 44,42 72,50 80,74 58,94 34,93 18,82",
              "28,14 50,6 66,18 58,36 42,42 42,42 70,50 78,72 58,93 36,94 20,86"),
          glyphs( // 4: open, closed with the stem drawn at once, a bowl with a long stem
              "32,7 26,32 18,58 18,58 50,58 86,54 / 66,30 65,62 62,95",
              "64,95 64,50 63,5 63,5 38,34 15,66 15,66 50,66 86,64",
              "24,8 22,34 36,50 56,48 72,40 / 74,6 72,40 68,95"),
          glyphs( // 5: top bar as a stroke of its own, in one go, rounded like an S
              "34,8 30,28 27,46 27,46 52,38 76,54 72,82 44,95 18,86 / 34,8 56,8 78,6",
              "76,9 54,10 36,10 36,10 31,28 28,46 28,46 58,41 78,62 64,90 38,95 20,88",
              "76,8 52,6 32,16 32,38 56,46 76,62 68,86 44,95 20,88"),
          glyphs( // 6: curved, straight with a low loop, a wide bow
              "68,6 42,22 24,54 26,82 48,95 70,84 72,64 52,54 32,64 25,80",
              "60,4 42,34 28,66 36,92 58,94 72,76 60,60 42,66 30,80",
              "74,12 50,6 28,28 20,60 30,88 54,95 76,80 72,58 50,50 26,66"),
          glyphs( // 7: bare, with a cross bar, with a serif
              "18,9 48,10 82,8 82,8 62,44 46,95",
              "20,10 50,10 80,9 80,9 62,46 44,95 / 36,52 54,50 74,49",
              "20,26 20,10 20,10 50,11 82,9 82,9 58,44 48,95"),
          glyphs( // 8: one stroke from the upper right, two loops, begun in the middle
              "70,20 52,5 32,15 34,36 52,48 72,62 74,82 50,95 26,84 28,62 50,48 68,34 68,16",
              "50,46 32,36 32,16 50,5 68,16 68,36 50,46 / 50,46 26,60 26,84 50,95 74,84 74,60"
                  + " 50,46",
              "50,50 70,36 68,14 48,5 32,18 40,42 62,58 72,78 54,95 32,88 30,68 54,48"),
          glyphs( // 9: straight stem, stem with a hook, a bow
              "72,24 52,5 30,16 28,40 48,52 68,38 72,20 72,20 70,58 64,95",
              "72,22 52,6 30,18 28,40 48,50 68,38 73,18 73,18 76,56 62,90 38,94 26,84",
              "70,30 62,8 38,8 26,28 38,48 60,44 71,26 71,26 66,64 52,95"));

  /** The ways to write a digit from 0 to 9. */
  static List<Glyph> of(int digit) {
    return BY_DIGIT.get(digit);
  }

  private static List<Glyph> glyphs(String... notations) {
    return Arrays.stream(notations).map(Glyph::parse).toList();
  }
}
