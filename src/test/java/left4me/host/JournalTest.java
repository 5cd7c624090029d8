package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What journalctl is asked for. */
final class JournalTest {

  @Test
  @DefaultLocale("ar-EG")
  void aMomentIsInDigitsThatJournalctlReadsWhereverTheCallerLives() {
    LogRequest request = LogRequest.all().since(Instant.ofEpochSecond(1_790_000_000L, 12_345_000));
    Journal.Query query = Journal.Query.of(List.of(new InstanceName("alpha")), request);
    assertThat(query.command()).contains("--since=@1790000000.012345");
  }

  @Test
  void theRestOfAServerThatPrintsOnHasAnEnd() {
    Journal.Query followed =
        Journal.Query.of(List.of(new InstanceName("alpha")), LogRequest.all().following());
    Journal.Query rest =
        followed.restAfter(Optional.of("s=1"), Instant.ofEpochSecond(1_790_000_000));
    assertThat(rest.command())
        .contains("--after-cursor=s=1", "--until=@1790000000.000000")
        .doesNotContain("--follow");
  }

  /** systemd.time(7) has no moments before 1970, and few after the year 9999. */
  @ParameterizedTest
  @CsvSource({
    "1969-12-31T23:59:59.5Z, --since=@0.000000",
    "-1000000000-01-01T00:00:00Z, --since=@0.000000",
    "+1000000000-12-31T23:59:59Z, --since=@253402300799.000000",
  })
  void aMomentThatJournalctlDoesNotReadIsTheNearestThatItReads(String moment, String word) {
    LogRequest request = LogRequest.all().since(Instant.parse(moment));
    Journal.Query query = Journal.Query.of(List.of(new InstanceName("alpha")), request);
    assertThat(query.command()).contains(word);
  }
}
