package left4me.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches for input that the readers get wrong, led by the branches that they take.
 *
 * <p>In a build it is the same search each time, as far as it comes in 20 s, so that it fails for a
 * change of ours only. With {@code -Dfuzz.seconds=600} it is a new one that long, which goes on
 * from what the last one found.
 */
class FuzzTest {

  private static final @Nullable String SECONDS = System.getProperty("fuzz.seconds");

  @TempDir private Path empty;

  @ParameterizedTest
  @ValueSource(classes = {EnvFuzz.class, MountinfoFuzz.class, MountLineFuzz.class})
  void findsNothing(Class<?> target) throws Exception {
    Path work = Files.createDirectories(Path.of("target", "fuzz", target.getSimpleName()));
    Path log = work.resolve("log.txt");
    Path corpus = SECONDS == null ? empty : Files.createDirectories(work.resolve("corpus"));

    Process jazzer =
        new ProcessBuilder(command(target, work.toAbsolutePath(), corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = jazzer.waitFor();

    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    if (status != 0) {
      fail("%s, exit status %d; all of it is in %s%n%s", target, status, log, finding(said));
    }
    // Without its counters in the readers it would search blindly, and pass.
    assertThat(said)
        .containsPattern("INFO: Instrumented left4me.instance.(Lowerdirs|MountInfoLine) ")
        .containsPattern("Done [0-9]+ runs in");
  }

  @ParameterizedTest
  @ValueSource(classes = {EnvFuzz.class, MountinfoFuzz.class, MountLineFuzz.class})
  void findsNothingInTheSeeds(Class<?> target) throws Exception {
    try (Stream<Path> seeds = Files.list(seeds(target))) {
      for (Path seed : seeds.toList()) {
        target
            .getDeclaredMethod("fuzzerTestOneInput", byte[].class)
            .invoke(null, (Object) Files.readAllBytes(seed));
      }
    }
  }

  private static List<String> command(Class<?> target, Path work, Path corpus)
      throws URISyntaxException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + work,
                "-cp",
                classPath(Jazzer.class, FuzzedDataProvider.class, Lowerdirs.class, target),
                Jazzer.class.getName(),
                "--target_class=" + target.getName(),
                "--instrumentation_includes=left4me.**",
                "--instrumentation_excludes=" + target.getName() + ":" + Claim.class.getName(),
                "--custom_hook_excludes=**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + File.separator,
                "-use_value_profile=1",
                "-timeout=60"));
    if (SECONDS == null) {
      command.addAll(List.of("-seed=1", "-runs=1000000", "-max_total_time=20"));
    } else {
      command.add("-max_total_time=" + SECONDS);
    }
    command.add(corpus.toString());
    command.add(seeds(target).toString());
    return command;
  }

  private static String classPath(Class<?>... classes) throws URISyntaxException {
    List<String> places = new ArrayList<>();
    for (Class<?> type : classes) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static Path seeds(Class<?> target) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(target.getResource(target.getSimpleName())).toURI());
  }

  /** What broke, without the thousand lines of the search before it. */
  private static String finding(String said) {
    int start = said.indexOf("\n== ");
    return said.substring(start < 0 ? Math.max(0, said.length() - 4000) : start);
  }
}
