package dev.netc.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits text into records of cells as RFC 4180 says: a cell in quotes may hold delimiters, line
 * ends and, doubled, quotes. Line ends are CRLF, LF or CR; empty lines are passed over.
 */
final class CsvLines {
  private static final int END = -1;

  private final String file;
  private final Reader text;
  private final char delimiter;
  private int line = 1;
  private int next;

  /**
   * @param file for messages
   * @param text closed by the caller
   */
  CsvLines(String file, Reader text, char delimiter) throws IOException {
    this.file = file;
    this.text = new BufferedReader(text);
    this.delimiter = delimiter;
    next = this.text.read();
    if (next == '\uFEFF') { // a byte order mark
      next = this.text.read();
    }
  }

  /**
   * One record.
   *
   * @param line on which it begins, 1 for the first
   */
  record Cells(int line, List<String> values) {}

  /**
   * The next record; empty at the end.
   *
   * @throws DataException if a quote is never closed, or text follows a closing quote
   */
  Optional<Cells> read() throws IOException {
    while (next == '\n' || next == '\r') {
      endLine();
    }
    if (next == END) {
      return Optional.empty();
    }
    int begin = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == delimiter) {
      advance();
      cells.add(cell());
    }
    if (next != END) {
      endLine();
    }
    return Optional.of(new Cells(begin, cells));
  }

  private String cell() throws IOException {
    while (next == ' ' && delimiter != ' ') {
      advance();
    }
    return next == '"' ? quoted() : plain();
  }

  private String plain() throws IOException {
    StringBuilder cell = new StringBuilder();
    while (!endsCell(next)) {
      cell.append((char) next);
      advance();
    }
    return cell.toString().strip();
  }

  private String quoted() throws IOException {
    int opened = line;
    StringBuilder cell = new StringBuilder();
    advance();
    while (true) {
      if (next == END) {
        throw new DataException(
            file, opened, "the quote is never closed", "write a quote within quotes twice: \"\"");
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          break;
        }
      }
      cell.append((char) next);
      if (next == '\n') {
        line++;
      }
      advance();
    }
    while (next == ' ' && delimiter != ' ') {
      advance();
    }
    if (!endsCell(next)) {
      throw new DataException(
          file,
          line,
          "`" + (char) next + "` follows the closing quote",
          "write a quote within quotes twice: \"\"");
    }
    return cell.toString();
  }

  private boolean endsCell(int character) {
    return character == delimiter || character == '\n' || character == '\r' || character == END;
  }

  private void endLine() throws IOException {
    boolean carriageReturn = next == '\r';
    advance();
    if (carriageReturn && next == '\n') {
      advance();
    }
    line++;
  }

  private void advance() throws IOException {
    next = text.read();
  }
}
