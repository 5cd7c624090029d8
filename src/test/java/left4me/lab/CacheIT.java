package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache that shortens the start of l4d2ctl: who makes it, who uses it. As root. */
final class CacheIT {

  private static final Path FOLDER = Path.of("/var/cache/left4me");
  private static final Path CACHE = FOLDER.resolve("l4d2ctl.aot");
  private static final Path SUM = FOLDER.resolve("l4d2ctl.aot.cksum");
  private static final Path COPY = Path.of("/tmp/l4d2ctl.aot");
  private static final Path MAKER = Path.of("/usr/share/left4me/make-l4d2ctl-cache");
  private static final Path JAR = Path.of("/usr/share/left4me/left4me-host.jar");
  private static final String USER = "left4me-cache";

  @BeforeAll
  static void make() throws Exception {
    Command.run(MAKER.toString()).orFail();
    Command.run("cp", CACHE.toString(), COPY.toString()).orFail();
  }

  @AfterEach
  void putBack() throws Exception {
    Command.run("install", "-m", "644", COPY.toString(), CACHE.toString()).orFail();
    sum();
  }

  /** Has the cache, as it is, taken for what was made. */
  private static void sum() throws Exception {
    Command.run("sh", "-c", "cksum < " + CACHE + " > " + SUM).orFail();
  }

  /**
   * Whether the launcher gives it to Java, which is told to end if it cannot use what it is given.
   */
  private static boolean isUsedBy(String user) throws Exception {
    Command run =
        Command.run(
            "runuser",
            "--user",
            user,
            "--",
            "env",
            "JDK_JAVA_OPTIONS=-XX:AOTMode=on",
            "sh",
            "-x",
            "/usr/bin/l4d2ctl",
            "status");
    return run.status() == 0 && run.err().contains("-XX:AOTCache=" + CACHE + " ");
  }

  /** As left4me, so that what is printed depends on the cache alone. */
  private static Command list() throws Exception {
    return Command.run("runuser", "--user", "left4me", "--", "l4d2ctl", "list");
  }

  @Test
  void itIsRootsAndNothingIsLeftOfItsMaking() throws Exception {
    assertThat(CACHE).isRegularFile();
    assertThat(Files.isSymbolicLink(CACHE)).isFalse();
    assertThat(Files.getOwner(CACHE)).hasToString("root");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CACHE)))
        .isEqualTo("rw-r--r--");
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> !file.toString().matches(".*\\.aot(\\.cksum)?"))).isEmpty();
    }
    assertThat(Command.run("pgrep", "-u", USER).out()).isEmpty();
    assertThat(Command.run("find", "/", "-xdev", "-user", USER).out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"left4me", "nobody"})
  void whoeverRunsTheCommandUsesIt(String user) throws Exception {
    assertThat(isUsedBy(user)).isTrue();
    Files.delete(CACHE);
    assertThat(isUsedBy(user)).as("without").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"missing", "empty", "text", "halved", "of another Java", "of another jar"})
  void oneThatDoesNotFitIsNotNoticed(String how) throws Exception {
    Command usual = list();
    assertThat(usual.err()).isEmpty();
    FileTime dateOfJar = Files.getLastModifiedTime(JAR);
    try {
      spoil(how);
      if (!how.equals("missing")) {
        sum();
      }
      assertThat(isUsedBy("left4me")).as("it does not fit").isFalse();
      assertThat(list()).isEqualTo(usual);
      // Root's way as well.
      assertThat(Command.run("l4d2ctl", "list")).isEqualTo(usual);
    } finally {
      Files.setLastModifiedTime(JAR, dateOfJar);
    }
  }

  /**
   * Java itself notices at the begin of the file alone, and ends by a fault for most of the rest.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98})
  void aDamagedOneIsNotNoticed(int percent) throws Exception {
    Command usual = list();
    byte[] whole = Files.readAllBytes(CACHE);
    int begin = (int) ((long) whole.length * percent / 100);
    byte[] noise = new byte[Math.min(1 << 18, whole.length - begin)];
    new Random(percent).nextBytes(noise);
    System.arraycopy(noise, 0, whole, begin, noise.length);
    Files.write(CACHE, whole);

    assertThat(list()).isEqualTo(usual);
  }

  private static void spoil(String how) throws Exception {
    switch (how) {
      case "missing" -> Files.delete(CACHE);
      case "empty" -> Files.writeString(CACHE, "");
      case "text" -> Files.writeString(CACHE, "damaged");
      case "of another jar" -> Files.setLastModifiedTime(JAR, FileTime.fromMillis(1));
      default -> {
        try (RandomAccessFile file = new RandomAccessFile(CACHE.toFile(), "rw")) {
          if (how.equals("halved")) {
            file.setLength(file.length() / 2);
          } else {
            byte[] header = new byte[4096];
            file.readFully(header);
            String text = new String(header, StandardCharsets.ISO_8859_1);
            int version = text.indexOf("Server VM (");
            assertThat(version).as("the version of the Java").isPositive();
            file.seek(version + "Server VM (".length());
            file.write('9');
          }
        }
      }
    }
  }

  @Test
  void left4meCannotPlantOne() throws Exception {
    Path planted = Files.writeString(Path.of("/tmp/planted.aot"), "planted");
    for (List<String> attempt :
        List.of(
            List.of("cp", planted.toString(), CACHE.toString()),
            List.of("mv", "-f", planted.toString(), CACHE.toString()),
            List.of("ln", "-sf", planted.toString(), CACHE.toString()),
            List.of("rm", "-f", CACHE.toString()),
            List.of("touch", FOLDER.resolve("new").toString()))) {
      assertThat(Command.loginAs("left4me", attempt.toArray(String[]::new)).status())
          .as(attempt.toString())
          .isNotZero();
    }
    assertThat(isUsedBy("left4me")).isTrue();
  }

  @Test
  void anotherJavaHasItMadeAgain() throws Exception {
    Files.delete(CACHE);
    Command.run("dpkg-trigger", "--by-package=openjdk-25-jre-headless", "/usr/lib/jvm").orFail();
    Command.run("dpkg", "--triggers-only", "--pending").orFail();
    assertThat(isUsedBy("left4me")).isTrue();
  }

  /** Two builds of one jar may have the same date and size, and so pass for each other. */
  @Test
  void anUpgradeBeginsWithoutOne() throws Exception {
    Command.run("/var/lib/dpkg/info/left4me.prerm", "upgrade", "9").orFail();
    assertThat(FOLDER).isEmptyDirectory();
    Command.run("/usr/share/left4me/make-cache").orFail();
  }

  private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)");

  /** A process that was made: by whom, and its number as strace has it, which is outside. */
  private static final Pattern FORK =
      Pattern.compile(
          "^(\\d+) .*(?:clone3?|v?fork)\\b.*= (\\d+)(?: /\\* (\\d+) in strace's PID NS \\*/)?$");

  /** By the system calls: who becomes whom, and as whom each Java begins. */
  @Test
  void nothingOfTheTrainingRunsAsRoot() throws Exception {
    Path trace = Path.of("/tmp/training.trace");
    Command.run(
            "strace",
            "-f",
            "-qq",
            "--pidns-translation",
            "-o",
            trace.toString(),
            "-e",
            "trace=execve,setresuid,clone,clone3,fork,vfork",
            MAKER.toString())
        .orFail();
    String uid = Command.run("id", "-u", USER).orFail().strip();
    Map<String, String> parents = new HashMap<>();
    Set<String> dropped = new HashSet<>();
    List<String> javas = new ArrayList<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher fork = FORK.matcher(line);
      Matcher call = CALL.matcher(line);
      if (fork.matches()) {
        parents.put(fork.group(3) == null ? fork.group(2) : fork.group(3), fork.group(1));
      } else if (call.matches() && call.group(2).equals("setresuid")) {
        assertThat(line).contains("(" + String.join(", ", uid, uid, uid) + ")").endsWith("= 0");
        dropped.add(call.group(1));
      } else if (call.matches() && call.group(3).matches("\"[^\"]*/bin/java\".*")) {
        javas.add(call.group(1));
      }
    }
    assertThat(javas).as("the run, and the making of the cache of it").hasSize(2);
    for (String java : javas) {
      List<String> ancestry = Stream.iterate(java, Objects::nonNull, parents::get).toList();
      assertThat(ancestry).as("one of them became " + USER).containsAnyElementsOf(dropped);
    }
    assertThat(CACHE).isRegularFile();
  }

  /** What the training could do if the code that it runs were an attacker's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ln -s /etc/shadow cache",
        "mkfifo cache",
        "mkdir cache",
        "truncate -s 256M cache",
        "truncate -s 300M cache",
        ": > cache"
      })
  void anAttackerInTheTrainingGetsNothing(String attack) throws Exception {
    Path report = Path.of("/tmp/attacker.report");
    Files.deleteIfExists(report);
    Path attacker =
        executable(
            "/tmp/attacker",
            """
        #!/bin/sh
        # TEST FIXTURE
        exec 2> /dev/null
        {
            echo "ids $(id -u) $(id -g) $(id -G)"
            sed -n 's/^\\(NoNewPrivs\\|Cap[A-Z][a-z]*\\):\\t/\\1 /p' /proc/self/status
            env
            ls -l /proc/$$/fd | sed -n 's/.* -> /open /p'
            ( : < /dev/tty ) && echo "had root's terminal"
            for place in /var/cache/left4me /var/lib/left4me /usr/share/left4me; do
                echo > $place/by-attacker && echo "wrote to $place"
                ls $place/instances && echo "looked into $place"
            done
        } > %s
        setsid sleep 1000 &
        %s
        exit 0
        """
                .formatted(report, attack));
    Path maker =
        executable(
            "/tmp/make-cache-attacked",
            Files.readString(MAKER)
                .replaceFirst("(?m)^(\\. .*java-runtime.sh)$", "$1\njava=" + attacker));
    // As dpkg's caller may have it: at a terminal, and with files open, which dpkg passes on.
    String shell =
        "bash -c \"exec 7< /etc/shadow 200< /etc/shadow; SECRET=of-roots "
            + maker
            + "; echo made \\$?\"";
    try (Pty terminal = Pty.run("root", shell)) {
      terminal.await("made 0");
    }
    assertThat(CACHE).doesNotExist();
    String uid = Command.run("id", "-u", USER).orFail().strip();
    assertThat(Files.readString(report).lines())
        .contains(
            "ids " + String.join(" ", uid, uid, uid),
            "NoNewPrivs 1",
            "CapEff 0000000000000000",
            "CapPrm 0000000000000000",
            "CapBnd 0000000000000000")
        .contains("open /dev/null")
        .noneMatch(line -> line.matches("(wrote|looked|had|SECRET|HOME|USER).*"))
        .noneMatch(line -> line.matches("open /(etc|dev/(pts|tty)).*"));
    Files.delete(report);
    assertNothingIsLeft();
  }

  private static Path executable(String path, String text) throws Exception {
    Path file = Files.writeString(Path.of(path), text);
    Command.run("chmod", "755", path).orFail();
    return file;
  }
}
