package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to call the kernel do the same. */
final class DowncallTest {

  private static final int AT_FDCWD = -100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int INODE = 0x20;

  enum Way {
    BARE,
    LINKED;

    MethodHandle handle() {
      return switch (this) {
        case BARE -> {
          assumeThat(BareDowncall.isKnown()).as("it is for x86-64 and Java 25 alone").isTrue();
          yield BareDowncall.handle();
        }
        case LINKED -> Downcall.linked();
      };
    }
  }

  /** Else the tests that follow would say nothing of what the helper does. */
  @Test
  void theBareWayIsGoneWhereItIsKnown() {
    assumeThat(BareDowncall.isKnown()).isTrue();
    assertThat(Downcall.handle().getClass()).isEqualTo(BareDowncall.handle().getClass());
    assertThat(Downcall.handle().getClass()).isNotEqualTo(Downcall.linked().getClass());
  }

  @ParameterizedTest
  @EnumSource
  void eachArgumentComesToItsPlace(Way way, @TempDir Path folder) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = Kernel.text(arena, folder.toString());
      MemorySegment statx = arena.allocate(0x100, Long.BYTES);
      MemorySegment errno = arena.allocate(Integer.BYTES, Integer.BYTES);

      long result =
          (long)
              way.handle()
                  .invokeExact(
                      Downcall.address(),
                      errno.address(),
                      SystemCall.STATX.number,
                      (long) AT_FDCWD,
                      path.address(),
                      0L,
                      (long) STATX_BASIC_STATS,
                      statx.address());

      assertThat(result).isZero();
      assertThat(Kernel.view(statx).getLong(INODE))
          .isEqualTo(Files.getAttribute(folder, "unix:ino"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void errnoIsCaught(Way way) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Integer.BYTES, Integer.BYTES);

      long result =
          (long)
              way.handle()
                  .invokeExact(
                      Downcall.address(),
                      errno.address(),
                      SystemCall.CLOSE.number,
                      -1L,
                      0L,
                      0L,
                      0L,
                      0L);

      assertThat(result).isEqualTo(-1);
      assertThat(new Errno(Kernel.view(errno).getInt(0))).isEqualTo(Errno.EBADF);
    }
  }
}
