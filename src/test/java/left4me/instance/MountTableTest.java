package left4me.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import left4me.instance.MountTable.Mount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {

  private static final String ROOT = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "36 35 98:0 /sub /mnt rw,noatime - ext3 /dev/root rw,errors=continue",
        "36 35 98:0 /sub /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue",
        "36 35 98:0 /sub /mnt rw shared:2 master:1 propagate_from:3 unbindable - ext3 /dev/root"
            + " rw,errors=continue",
      })
  void readsALine(String line) {
    assertThat(MountTable.parse(line).mounts())
        .containsExactly(
            new Mount(36, 35, "/sub", "/mnt", "ext3", "/dev/root", "rw,errors=continue"));
  }

  @Test
  void readsEveryLineInOrder() {
    assertThat(MountTable.parse(ROOT + "2 1 0:2 / /proc rw - proc proc rw\n").mounts())
        .extracting(Mount::mountPoint)
        .containsExactly("/", "/proc");
  }

  @Test
  void readsAnEmptySourceAndNoOptions() {
    Mount mount = MountTable.parse("2 1 0:2 / /x rw - tmpfs  rw").mounts().getFirst();
    assertThat(mount.source()).isEmpty();
    assertThat(mount.options()).isEqualTo("rw");
    assertThat(MountTable.parse("2 1 0:2 / /x rw - tmpfs none").mounts().getFirst().options())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/a\\040b, '/a b'",
    "/a\\011b, '/a\tb'",
    "/a\\012b, '/a\nb'",
    "/a\\134b, /a\\b",
    "/a\\134040b, /a\\040b",
    "/a\\, /a\\",
    "/a\\04, /a\\04",
    "/a\\049, /a\\049",
    "/a\\777, /a\\777",
    "/a\\303\\244, /a\u00c3\u00a4",
  })
  void undoesEscapes(String escaped, String plain) {
    Mount mount =
        MountTable.parse("2 1 0:2 " + escaped + " " + escaped + " rw - x y rw").mounts().getFirst();
    assertThat(mount.root()).isEqualTo(plain);
    assertThat(mount.mountPoint()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "",
        "1",
        "x 0 8:1 / / rw - ext4 /dev/sda1 rw",
        "1 x 8:1 / / rw - ext4 /dev/sda1 rw",
        "1 0 8:1 / / rw shared:1",
        "1 0 8:1 / / rw -",
        "1 0 8:1 / / rw - ext4",
        "99999999999999999999 0 8:1 / / rw - ext4 x rw",
      })
  void refusesGarbageByLine(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MountTable.parse(ROOT + line + "\n" + ROOT))
        .withMessageStartingWith("mountinfo, line 2: ");
  }

  @Test
  void findsByNumber() {
    MountTable table = MountTable.parse(ROOT + "12 1 0:2 / /a rw - x y rw\n");
    assertThat(table.byId(12)).map(Mount::mountPoint).hasValue("/a");
    assertThat(table.byId(2)).isEmpty();
  }

  @Test
  void findsWhatIsMountedAtOrBelowAFolder() {
    StringBuilder text = new StringBuilder(ROOT);
    for (String point : List.of("/a", "/a/b", "/a/b/c", "/a/bc", "/a/b\\040c", "/a\\303\\244/x")) {
      text.append("2 1 0:2 / ").append(point).append(" rw - x y rw\n");
    }
    MountTable table = MountTable.parse(text.toString());
    assertThat(table.atOrBelow(Path.of("/a/b")))
        .extracting(Mount::mountPoint)
        .containsExactly("/a/b", "/a/b/c");
    assertThat(table.atOrBelow(Path.of("/"))).hasSize(7);
    assertThat(table.atOrBelow(Path.of("/a/b/c/d"))).isEmpty();
  }

  @Test
  void readsOptionsWhoseValuesHoldCommas() {
    Mount mount =
        MountTable.parse(
                "2 1 0:2 / /m rw - overlay overlay rw,lowerdir+=/l\\0541,upperdir=/a\\054x\\134\\040y,"
                    + "workdir=/w\\075,xupperdir=/no,empty=,index")
            .mounts()
            .getFirst();
    assertThat(mount.option("upperdir")).hasValue("/a,x\\ y");
    assertThat(mount.option("workdir")).hasValue("/w=");
    assertThat(mount.option("upper")).isEmpty();
    assertThat(mount.option("index")).isEmpty();
    assertThat(mount.option("empty")).hasValue("");
    assertThat(mount.option("rw")).isEmpty();
  }

  @Test
  void takesNoPartOfAValueForAName() {
    Mount mount =
        MountTable.parse("2 1 0:2 / /m rw - x y rw,a=b=c,d\\040e\\075\\054f=g,=h")
            .mounts()
            .getFirst();
    assertThat(mount.option("a")).hasValue("b=c");
    assertThat(mount.option("a=b")).isEmpty();
    assertThat(mount.option("d e=,f")).hasValue("g");
    assertThat(mount.option("d\\040e\\075\\054f")).isEmpty();
    assertThat(mount.option("")).hasValue("h");
  }

  @Test
  void readsALineOf500Layers() {
    StringBuilder options = new StringBuilder("rw");
    for (int i = 0; i < 500; i++) {
      options.append(",lowerdir+=/var/lib/left4me/overlays/").append("x".repeat(80)).append(i);
    }
    options.append(",upperdir=/u,workdir=/w");
    assertThat(options.length()).isGreaterThan(28 * 1024);
    MountTable table =
        MountTable.parse("2 1 0:2 / /m rw - overlay overlay " + options + "\n" + ROOT);
    assertThat(table.byId(2).orElseThrow().option("upperdir")).hasValue("/u");
    assertThat(table.byId(1)).isPresent();
  }

  /** What a mount is called cannot make it pass for one of another type, nor hide it. */
  @Test
  void readsThoseOfOneTypeAlone() throws IOException {
    String mountinfo =
        ROOT
            + "2 1 0:2 / /a\\040-\\040overlay\\040b rw - tmpfs overlay rw\n"
            + "3 1 0:3 / /c rw shared:1 - overlay overlay rw,upperdir=/u\n"
            + "not a line of that form at all\n"
            + "4 1 0:4 / /d rw - overlayfs x rw\n"
            + "5 1 0:5 / /e rw - overlay left4me rw";
    assertThat(overlays(mountinfo, 1 << 16, mount -> true).mounts())
        .extracting(Mount::id)
        .containsExactly(3L, 5L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overlays(ROOT + "2 - overlay x\n", 1 << 16, mount -> true))
        .withMessageStartingWith("mountinfo, line 2: ");
  }

  @Test
  void readsThisProcessesOwn() throws IOException {
    assertThat(MountTable.ofThisProcess().mounts())
        .anySatisfy(
            mount -> {
              assertThat(mount.mountPoint()).isEqualTo("/proc");
              assertThat(mount.type()).isEqualTo("proc");
            });
    assertThat(MountTable.ofThisProcess("proc", mount -> true).mounts())
        .isNotEmpty()
        .allSatisfy(mount -> assertThat(mount.type()).isEqualTo("proc"));
  }

  private static MountTable overlays(String mountinfo, int piece, Predicate<Mount> wanted)
      throws IOException {
    return MountTable.read(
        new ByteArrayInputStream(mountinfo.getBytes(StandardCharsets.ISO_8859_1)),
        piece,
        MountTable.ofType("overlay"),
        wanted);
  }

  /** Whether a line ends with a piece, in the next, or is longer than one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100, 1000, 100_000})
  void isTheSameInPiecesOfAnySize(int piece) throws IOException {
    StringBuilder text = new StringBuilder(ROOT);
    for (int i = 2; i < 50; i++) {
      text.append(i + " 1 0:2 / /" + "m".repeat(i) + " rw - overlay left4me:" + i + " rw\n");
      text.append(i + 100 + " 1 0:2 / /other rw - proc proc rw\n");
    }
    text.append("50 1 0:2 / /last rw - overlay without-newline rw");
    List<Mount> all =
        MountTable.parse(text.toString()).mounts().stream()
            .filter(mount -> mount.type().equals("overlay"))
            .toList();
    assertThat(all).hasSize(49);
    assertThat(overlays(text.toString(), piece, mount -> true).mounts()).isEqualTo(all);
    assertThat(overlays(text.toString(), piece, mount -> mount.id() == 49).first())
        .map(Mount::source)
        .hasValue("left4me:49");
  }
}
