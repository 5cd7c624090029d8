package left4me.cli;

import left4me.instance.InstanceName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes the name of an instance, or says what one looks like. */
final class InstanceNameConverter implements ITypeConverter<InstanceName> {

  @Override
  public InstanceName convert(String value) {
    if (!InstanceName.isValid(value)) {
      throw new TypeConversionException(
          "'"
              + value.replaceAll("\\p{Cntrl}", "?")
              + "' is no name; expected "
              + InstanceName.EXPECTED);
    }
    return new InstanceName(value);
  }
}
