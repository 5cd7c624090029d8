package left4me.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowerdirsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L4D2_LOWERDIRS=/a:/b",
        "L4D2_LOWERDIRS=/a:/b\n",
        "L4D2_PORT=1\nL4D2_ARGS=x=y\nL4D2_LOWERDIRS=/a:/b\n",
        "L4D2_LOWERDIRS=/a:/b\nL4D2_LOWERDIRS=/c\n",
        "XL4D2_LOWERDIRS=/x\n#L4D2_LOWERDIRS=/x\n L4D2_LOWERDIRS=/x\nL4D2_LOWERDIRS=/a:/b",
        "\n\nL4D2_LOWERDIRS=/a:/b\n\n"
      })
  void readsTheFirstLineThatNamesThem(String env) {
    assertThat(Lowerdirs.inEnv(env).paths()).containsExactly("/a", "/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "L4D2_LOWERDIRS", "L4D2_PORT=1\n", "l4d2_lowerdirs=/a"})
  void missesTheLine(String env) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lowerdirs.inEnv(env))
        .withMessage("has no L4D2_LOWERDIRS line");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'L4D2_LOWERDIRS is empty'",
    "':', 'L4D2_LOWERDIRS: entry 1 is empty'",
    "'/a:', 'L4D2_LOWERDIRS: entry 2 is empty'",
    "':/a', 'L4D2_LOWERDIRS: entry 1 is empty'",
    "'/a::/b', 'L4D2_LOWERDIRS: entry 2 is empty'",
  })
  void refusesAnEmptyEntry(String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lowerdirs.inEnv("L4D2_LOWERDIRS=" + value + "\nL4D2_LOWERDIRS=/b\n"))
        .withMessage(message);
  }

  /** Each is in the line of the mount in a table that all the host reads. */
  @Test
  void refusesPathsThatAreTooLongTogether() {
    String path = "/" + "x".repeat(Lowerdirs.LENGTH_LIMIT / 64 - 1);
    List<String> most = Collections.nCopies(64, path);
    assertThat(Lowerdirs.inEnv(new Lowerdirs(most).toLine()).paths()).isEqualTo(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lowerdirs.inEnv("L4D2_LOWERDIRS=/:" + String.join(":", most)))
        .withMessage("L4D2_LOWERDIRS names paths of 131073 characters; at most 131072 in all");
  }

  @Test
  void endsALineAtNewlinesOnly() {
    assertThat(Lowerdirs.inEnv("L4D2_LOWERDIRS=/a\r\u0085\u000b:/b\r\n").paths())
        .containsExactly("/a\r\u0085\u000b", "/b\r");
  }

  @Test
  void keepsEveryOtherByte() {
    String path = "/a \\,'\"$\u00e4\u00ff";
    assertThat(Lowerdirs.inEnv("L4D2_LOWERDIRS=" + path).paths()).containsExactly(path);
  }

  @Test
  void takes500AndNotOneMore() {
    assertThat(new Lowerdirs(Collections.nCopies(500, "/a")).paths()).hasSize(500);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lowerdirs(Collections.nCopies(501, "/a")))
        .withMessageContaining("501 entries")
        .withMessageContaining("500");
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "a:", "/a:"})
  void countsBeforeItCuts(String entry) {
    String env = "L4D2_LOWERDIRS=" + entry.repeat(4 * 1024 * 1024 / entry.length());
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lowerdirs.inEnv(env))
        .withMessageContaining("the kernel stacks at most 500");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(2L * env.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a:b", "/a\nb", "/a\0b"})
  void refusesWhatCannotBeWrittenDown(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lowerdirs(List.of("/a", path)));
  }

  @Test
  void writesTheLineItReads() {
    Lowerdirs lowerdirs = new Lowerdirs(List.of("/b", "/a"));
    assertThat(lowerdirs.toLine()).isEqualTo("L4D2_LOWERDIRS=/b:/a");
    assertThat(Lowerdirs.inEnv(lowerdirs.toLine())).isEqualTo(lowerdirs);
  }
}
