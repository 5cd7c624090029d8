package left4me.linux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a namespace may make others. */
final class UserNamespaceTest {

  @ParameterizedTest
  @CsvSource({"0, 4712", "4711, 0", "0, 0"})
  void nobodyBecomesRoot(int toUser, int toGroup) {
    assertThatThrownBy(() -> UserNamespace.mapping(4711, 4712, toUser, toGroup))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
