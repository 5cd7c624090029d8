package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** What journalctl is asked for. */
final class JournalTest {

  @Test
  @DefaultLocale("ar-EG")
  void aMomentIsInDigitsThatJournalctlReadsWhereverTheCallerLives() {
    LogRequest request = LogRequest.all().since(Instant.ofEpochSecond(1_790_000_000L, 12_345_000));
    Journal.Query query = Journal.Query.of(List.of(new InstanceName("alpha")), request);
    assertThat(query.command()).contains("--since=@1790000000.012345");
  }
}
