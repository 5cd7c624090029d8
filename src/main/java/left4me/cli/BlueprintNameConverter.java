package left4me.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Takes the name of a blueprint's file, but none that is empty, as of a script's variable that was
 * not set: that would be the folder that one is in.
 */
final class BlueprintNameConverter implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    if (value.isEmpty()) {
      throw new TypeConversionException(
          "'' names no file; expected one, or '-' for standard input");
    }
    return value;
  }
}
