package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class Left4meHostBuilderTest {

  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static Stream<BiFunction<Left4meHostBuilder, Duration, Left4meHostBuilder>> limits() {
    return Stream.of(
        Left4meHostBuilder::callLimit, Left4meHostBuilder::jobLimit, Left4meHostBuilder::lockLimit);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsPositive(BiFunction<Left4meHostBuilder, Duration, Left4meHostBuilder> limit) {
    for (Duration none : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), FOREVER.negated()}) {
      assertThatThrownBy(() -> limit.apply(Left4meHost.builder(), none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("positive");
    }
  }

  @Test
  void aLimitMayBeForever(@TempDir Path root) throws Exception {
    try (Left4meHost host =
        Left4meHost.builder()
            .root(root)
            .busAddress("unix:path=" + root.resolve("no-bus"))
            .callLimit(FOREVER)
            .jobLimit(FOREVER)
            .lockLimit(FOREVER)
            .build()) {
      Files.createDirectories(root.resolve("instances"));
      assertThatThrownBy(() -> host.stop(new InstanceName("alpha"), StepListener.NONE))
          .isInstanceOf(SystemdUnavailableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", "", "/srv/a:b", "/srv/a\nb", "/srv/a\u001bb", "/srv/a\u007f"})
  void aRootThatNoListOfLayersCanNameIsRefused(String root) {
    assertThatThrownBy(() -> Left4meHost.builder().root(Path.of(root)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the root ");
  }

  @Test
  void otherRootsAreTaken() {
    Path root = Path.of("/srv/Spiele, \"Süß\" \\ 'alles'");
    assertThat(Left4meHost.builder().root(root)).isNotNull();
  }
}
