package left4me.linux;

import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to call the kernel do the same. */
final class DowncallTest {

  private static final int AT_FDCWD = -100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int INODE = 0x20;
  private static final int NOT_OPEN = 1_000_000;
  private static final int PATIENCE_SECONDS = 60;

  enum Way {
    BARE,
    LINKED;

    Downcall made() {
      return switch (this) {
        case BARE -> {
          assumeThat(BareDowncall.isKnown()).as("it is for x86-64 and Java 25 alone").isTrue();
          yield new BareDowncall();
        }
        case LINKED -> new LinkedDowncall();
      };
    }
  }

  /** Else the tests that follow would say nothing of what the helper does. */
  @Test
  void theBareWayIsGoneWhereItIsKnown() {
    assumeThat(BareDowncall.isKnown()).isTrue();
    assertThat(Downcall.quickest()).isInstanceOf(BareDowncall.class);
  }

  /** An update may change what is Java's own, and tells nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"CAPTURED_STATE_BUFFER", "getBufferAddress"})
  void theUsualWayIsGoneWhereJavasInsidesAreOthers(String name, @TempDir Path folder)
      throws Exception {
    assumeThat(BareDowncall.isKnown()).isTrue();
    rename(name, folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("--add-exports"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "--patch-module=java.base=" + folder,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Elsewhere.class.getName()));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> text(process));
    try {
      assertThat(printed.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isEqualTo("LinkedDowncall, which calls\n");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * Leaves copies of those classes of Java's that have a name in them, with another in its place.
   */
  private static void rename(String name, Path folder) throws IOException {
    // One that is as long can take its place as it is.
    String other = name.substring(1) + "X";
    Path java = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
    try (Stream<Path> files = Files.walk(java)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (bytes.contains(name)) {
          Path copy = folder.resolve(java.relativize(file).toString());
          Files.createDirectories(copy.resolveSibling(""));
          Files.writeString(copy, bytes.replace(name, other), StandardCharsets.ISO_8859_1);
        }
      }
    }
  }

  /** Run by a Java of its own. */
  static final class Elsewhere {

    private Elsewhere() {}

    public static void main(String[] args) {
      Downcall downcall = Downcall.quickest();
      boolean isThere = HangUp.await(NOT_OPEN);
      System.out.println(downcall.getClass().getSimpleName() + (isThere ? "" : ", which calls"));
    }
  }

  /** What the bytes in {@link BareDowncall} are, and where to copy them from after a change. */
  @Test
  void theCallersClassPassesItsNumbersOn() {
    ClassDesc[] passed = new ClassDesc[Downcall.NUMBERS + 1];
    Arrays.fill(passed, CD_long);
    passed[Downcall.NUMBERS] = CD_Object;
    byte[] caller =
        ClassFile.of()
            .build(
                ClassDesc.of(BareDowncall.CALLER),
                written ->
                    written
                        .withVersion(ClassFile.JAVA_25_VERSION, 0)
                        .withFlags(ClassFile.ACC_FINAL)
                        .withInterfaceSymbols(
                            ClassDesc.of(ToLongBiFunction.class.getName()),
                            ClassDesc.of(Supplier.class.getName()))
                        .withMethodBody(
                            "applyAsLong",
                            MethodTypeDesc.of(CD_long, CD_Object, CD_Object),
                            ClassFile.ACC_PUBLIC,
                            code -> passOn(code, MethodTypeDesc.of(CD_long, passed)))
                        .withMethodBody(
                            "get",
                            MethodTypeDesc.of(CD_Object),
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.invokestatic(
                                        ClassDesc.of(MethodHandles.class.getName()),
                                        "lookup",
                                        MethodTypeDesc.of(CD_MethodHandles_Lookup))
                                    .areturn()));

    assertThat(BareDowncall.CALLER_CLASS).isEqualTo(Base64.getEncoder().encodeToString(caller));
  }

  private static void passOn(CodeBuilder code, MethodTypeDesc type) {
    int entryPoint = 1;
    int numbers = 3;
    code.aload(2).checkcast(CD_long.arrayType()).astore(numbers);
    for (int i = 0; i < Downcall.NUMBERS; i++) {
      code.aload(numbers).loadConstant(i).laload();
    }
    code.aload(entryPoint).invokestatic(CD_MethodHandle, "linkToNative", type).lreturn();
  }

  @ParameterizedTest
  @EnumSource
  void eachArgumentComesToItsPlace(Way way, @TempDir Path folder) throws IOException {
    try (Memory memory = Memory.open()) {
      Piece statx = memory.piece(0x100);
      Piece errno = memory.piece(Integer.BYTES);
      Downcall downcall = way.made();

      long result =
          downcall.call(
              downcall.function(),
              errno.address(),
              SystemCall.STATX.number,
              AT_FDCWD,
              memory.text(folder.toString()),
              0,
              STATX_BASIC_STATS,
              statx.address());

      assertThat(result).isZero();
      assertThat(new Struct(statx.copy(0x100)).getLong(INODE))
          .isEqualTo(Files.getAttribute(folder, "unix:ino"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void errnoIsCaught(Way way) {
    try (Memory memory = Memory.open()) {
      Piece errno = memory.piece(Integer.BYTES);
      Downcall downcall = way.made();

      long result =
          downcall.call(
              downcall.function(), errno.address(), SystemCall.CLOSE.number, -1, 0, 0, 0, 0);

      assertThat(result).isEqualTo(-1);
      assertThat(new Errno(errno.getInt(0))).isEqualTo(Errno.EBADF);
    }
  }
}
