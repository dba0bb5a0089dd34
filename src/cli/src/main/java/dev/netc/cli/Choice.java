package dev.netc.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Reads an option's value that is one of a few words. */
record Choice<T>(T[] values) implements CommandLine.ITypeConverter<T> {
  @Override
  public T convert(String word) {
    for (T value : values) {
      if (value.toString().equals(word)) {
        return value;
      }
    }
    String words = Arrays.stream(values).map(T::toString).collect(Collectors.joining(", "));
    throw new CommandLine.TypeConversionException("'%s' is none of %s".formatted(word, words));
  }
}
