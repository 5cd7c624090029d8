package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the root helper's start is spared, and that it costs nothing but time where it is not. */
final class HelperStartIT {

  private static final Path CACHE = Path.of("/var/cache/left4me/left4me-overlay.aot");
  private static final Pattern PLACE = Pattern.compile("region #0 at base 0x0*([0-9a-f]+)");

  /** The helper as its launcher starts it, and what Java is to tell besides. */
  private static String start(String... more) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "-i", "/usr/bin/java", "-XX:AOTCache=" + CACHE));
    words.add("@/usr/share/left4me/left4me-overlay.options");
    words.addAll(List.of(more));
    words.addAll(List.of("left4me.overlay.OverlayMain", "umount", "nothing"));
    return Command.run(words.toArray(String[]::new)).orFail();
  }

  /** Where the cache's first part is in memory. */
  private static String place() throws Exception {
    Matcher place = PLACE.matcher(start("-Xlog:aot=info:stdout"));
    assertThat(place.find()).as("the cache is used").isTrue();
    return place.group(1);
  }

  @Test
  void nobodyButRootCanReadWhereTheCacheWillBe() throws Exception {
    assertThat(Files.getOwner(CACHE)).hasToString("root");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CACHE)))
        .isEqualTo("rw-------");
  }

  @Test
  void theCacheStaysWhereItWasMadeForAndThatIsDrawnAnew() throws Exception {
    String first = place();
    assertThat(place()).isEqualTo(first);
    Command.run("/usr/share/left4me/make-cache").orFail();
    assertThat(place()).isNotEqualTo(first);
  }

  /**
   * Java itself notices at the begin of the file alone, and ends by a fault for most of the rest.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98})
  void aDamagedCacheCostsNothingButTime(int percent) throws Exception {
    byte[] whole = Files.readAllBytes(CACHE);
    byte[] damaged = whole.clone();
    int begin = (int) ((long) whole.length * percent / 100);
    byte[] noise = new byte[Math.min(1 << 18, whole.length - begin)];
    new Random(percent).nextBytes(noise);
    System.arraycopy(noise, 0, damaged, begin, noise.length);
    try {
      Files.write(CACHE, damaged);

      assertThat(overlay("umount", "nothing")).isEqualTo(new Command(0, "", ""));
      Command refused = overlay("mount", "nothing");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().lines())
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("left4me-overlay: ")
          .doesNotContain("internal error");
    } finally {
      Files.write(CACHE, whole);
    }
  }

  /** One in a hundred damages keeps Java from ever coming to an end. */
  @Test
  void aCacheThatKeepsJavaBusyForGoodCostsNothingButTime() throws Exception {
    Path java = Path.of("/usr/lib/jvm/java-25-openjdk-0-it/bin/java");
    Files.createDirectories(java.getParent());
    try {
      Files.writeString(
          java,
          """
          #!/bin/sh
          # TEST FIXTURE
          case " $* " in
              *" -XX:AOTCache="*) while :; do :; done ;;
          esac
          exec /usr/bin/java "$@"
          """);
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

      assertThat(overlay("umount", "nothing")).isEqualTo(new Command(0, "", ""));
    } finally {
      Command.run("rm", "-r", "/usr/lib/jvm/java-25-openjdk-0-it").orFail();
    }
  }

  private static Command overlay(String verb, String name) throws Exception {
    return Command.run("/usr/libexec/left4me/left4me-overlay", verb, name);
  }

  @Test
  void theLinkerIsNotGoneThrough() throws Exception {
    assumeThat(System.getProperty("os.arch")).as("elsewhere it is").isEqualTo("amd64");
    String loaded = start("-Xlog:class+load=info:stdout");
    assertThat(loaded).contains("left4me.linux.BareDowncall");
    assertThat(loaded).doesNotContain("jdk.internal.foreign.abi.AbstractLinker");
    assertThat(loaded).as("nor is a class written").doesNotContain("__JVM_LookupDefineClass__");
  }

  @Test
  void allOfOurClassesComeOutOfTheCache() throws Exception {
    List<String> ours =
        start("-Xlog:class+load=info:stdout")
            .lines()
            .filter(line -> line.contains(" left4me."))
            .toList();
    assertThat(ours).anySatisfy(line -> assertThat(line).contains("left4me.linux.ProcessEnd"));
    assertThat(ours).allSatisfy(line -> assertThat(line).contains("shared objects file"));
  }

  /** A mount may have a hundred thousand files to look through. */
  @Test
  void anUnmountAloneRunsWithoutACompiler() throws Exception {
    assertThat(launched("umount")).contains(" -Xint ");
    assertThat(launched("mount")).contains("OverlayMain mount").doesNotContain("-Xint");
  }

  /** What the launcher runs for a verb, an instance of which there is none. */
  private static String launched(String verb) throws Exception {
    return Command.run("sh", "-x", "/usr/libexec/left4me/left4me-overlay", verb, "nothing").err();
  }

  @Test
  void withoutTheOptionsForItTheLinkerIsGoneThrough() throws Exception {
    assertThat(
            Command.run(
                "java",
                "--enable-native-access=ALL-UNNAMED",
                "-Xbootclasspath/a:/usr/share/left4me/left4me-host.jar",
                "left4me.overlay.OverlayMain",
                "umount",
                "nothing"))
        .isEqualTo(new Command(0, "", ""));
  }
}
