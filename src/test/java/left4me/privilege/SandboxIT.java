package left4me.privilege;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What surrounds a game server, and the other four: files, processes, kernel and network. */
final class SandboxIT {

  @RegisterExtension static final Cast CAST = new Cast();

  static Stream<Attempt.Try> tries() {
    return Stream.of(
            FileAttempts.rows(),
            ProcessAttempts.rows(),
            KernelAttempts.rows(),
            NetworkAttempts.rows())
        .flatMap(rows -> rows)
        .flatMap(Attempt::tries);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tries")
  void eachGetsWhatIsHis(Attempt.Try attempt) throws Exception {
    attempt.check(CAST);
  }
}
