package left4me.cli;

import left4me.host.LogRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes how many lines are wanted: a number, or {@code all}. */
final class LineCountConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String value) {
    if (value.equals("all")) {
      return LogRequest.ALL;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw new TypeConversionException("'" + value + "' is no number of lines, nor 'all'");
    }
    return Integer.valueOf(value);
  }
}
