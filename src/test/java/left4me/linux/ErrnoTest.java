package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrnoTest {

  @ParameterizedTest
  @CsvSource({
    "2, ENOENT, No such file or directory",
    "16, EBUSY, Device or resource busy",
    "40, ELOOP, Too many levels of symbolic links",
    "133, errno 133, Unknown error",
  })
  void names(int number, String symbol, String text) {
    Errno errno = new Errno(number);
    assertThat(errno.symbol()).isEqualTo(symbol);
    assertThat(errno.text()).isEqualTo(text);
    assertThat(errno).hasToString(text + " (" + symbol + ")");
  }

  @Test
  void itsConstantsAreWhatTheyAreCalled() throws IllegalAccessException {
    for (var field : Errno.class.getFields()) {
      assertThat(((Errno) field.get(null)).symbol()).isEqualTo(field.getName());
    }
  }
}
