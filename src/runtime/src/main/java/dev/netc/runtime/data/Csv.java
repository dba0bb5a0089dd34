package dev.netc.runtime.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a table of numbers from a text file as RFC 4180 describes it, in UTF-8: one training split.
 * Its columns are {@code x [n]}, the n numeric columns but the target side by side; each of them
 * again by its own name, a scalar (which comes before {@code x} where it is named x itself); and
 * the target.
 *
 * <p>A target of numbers is a scalar. A target of texts is a label: its classes are the texts, in
 * alphabetical order.
 */
public final class Csv {
  private Csv() {}

  /**
   * How to read the file.
   *
   * @param target name of the column to predict, empty for none
   * @param delimiter between the values of a line
   * @param header whether the first line holds names; where empty, it does if none of its values is
   *     a number. Without names the columns are x0, x1, …
   */
  public record Options(String target, char delimiter, Optional<Boolean> header) {
    /** No target, commas, and a look at the first line. */
    public static final Options DEFAULT = new Options("", ',', Optional.empty());

    public Options withTarget(String name) {
      return new Options(name, delimiter, header);
    }

    public Options withDelimiter(char character) {
      return new Options(target, character, header);
    }

    public Options withHeader(boolean present) {
      return new Options(target, delimiter, Optional.of(present));
    }
  }

  /**
   * @param name of the data set
   * @throws DataException if the file is missing, is not UTF-8, has lines of unequal length, texts
   *     among its numbers, empty values, or no such target
   */
  public static DataSet read(String name, Path file, Options options) {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      CsvLines lines = new CsvLines(file.toString(), text, options.delimiter());
      return DataSet.of(name, read(file.toString(), lines, options));
    } catch (NoSuchFileException e) {
      throw new DataException(file.toString(), 0, "there is no such file", "", e);
    } catch (CharacterCodingException e) {
      throw new DataException(
          file.toString(), 0, "the file is not text in UTF-8", "save it in UTF-8", e);
    } catch (IOException e) {
      throw new DataException(
          file.toString(), 0, "the file cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static Table read(String file, CsvLines lines, Options options) throws IOException {
    CsvLines.Cells first =
        lines.read().orElseThrow(() -> new DataException(file, 0, "the file is empty", ""));
    checkDelimiter(file, first, options);
    boolean header =
        options.header().orElse(first.values().stream().noneMatch(CsvColumns::isNumber));
    List<String> names = header ? names(file, first) : numbered(first.values().size());
    CsvColumns columns = new CsvColumns(file, names, target(file, names, options, header));
    if (!header) {
      columns.add(first);
    }
    for (Optional<CsvLines.Cells> line = lines.read(); line.isPresent(); line = lines.read()) {
      columns.add(line.get());
    }
    return columns.table();
  }

  /** A whole line in one cell that shows another delimiter: better said than read. */
  private static void checkDelimiter(String file, CsvLines.Cells first, Options options) {
    if (first.values().size() > 1) {
      return;
    }
    for (String other : List.of(";", "\t", "|", ",")) {
      if (first.values().get(0).contains(other)) {
        String shown = other.equals("\t") ? "\\t" : other;
        throw new DataException(
            file,
            first.line(),
            "the line has no `" + options.delimiter() + "`, but `" + shown + "` between its values",
            "say so: csv(..., delimiter = \"" + shown + "\")");
      }
    }
  }

  private static List<String> names(String file, CsvLines.Cells header) {
    List<String> names = new ArrayList<>(header.values());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "x" + i); // As tables with an unnamed column of row numbers have.
      }
      if (!seen.add(names.get(i))) {
        throw new DataException(
            file,
            header.line(),
            "two columns are named `" + names.get(i) + "`",
            "give each column its own name");
      }
    }
    return names;
  }

  private static List<String> numbered(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("x" + i);
    }
    return names;
  }

  /** The target's place, -1 for none. */
  private static int target(String file, List<String> names, Options options, boolean header) {
    if (options.target().isEmpty()) {
      return -1;
    }
    int place = names.indexOf(options.target());
    if (place < 0) {
      throw new DataException(
          file,
          header ? 1 : 0,
          "there is no column `"
              + options.target()
              + "` for the target; the columns are "
              + String.join(", ", names),
          header ? "" : "the first line holds numbers, so the columns are named x0, x1, …");
    }
    return place;
  }
}
