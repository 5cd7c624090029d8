package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JobResultTest {

  static final List<JobResult> known =
      List.of(
          JobResult.DONE,
          JobResult.SKIPPED,
          JobResult.CANCELED,
          JobResult.TIMEOUT,
          JobResult.FAILED,
          JobResult.DEPENDENCY,
          JobResult.INVALID,
          JobResult.ASSERT,
          JobResult.UNSUPPORTED,
          JobResult.COLLECTED,
          JobResult.ONCE,
          JobResult.FROZEN);

  @ParameterizedTest
  @FieldSource("known")
  void saysWhatItMeans(JobResult result) {
    assertThat(new JobResult(result.word())).isEqualTo(result);
    assertThat(result.meaning()).isNotEmpty();
    assertThat(result.isDone()).isEqualTo(result.word().equals("done"));
  }

  @Test
  void keepsAnUnknownWord() {
    JobResult result = new JobResult("some-new-word");

    assertThat(result).hasToString("some-new-word");
    assertThat(result.meaning()).isEmpty();
    assertThat(result.isDone()).isFalse();
  }
}
