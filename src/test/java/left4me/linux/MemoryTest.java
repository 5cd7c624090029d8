package left4me.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where what the kernel is told stands. */
final class MemoryTest {

  /** More than a thread's block is. */
  private static final int LONG = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 4096, LONG})
  void aTextHasANulBehindIt(int length) {
    try (Memory memory = Memory.open()) {
      fill(memory.piece(length + 2), length + 2, (byte) 0x7f);
    }
    String text = "\u00ff?".repeat(length).substring(0, length);
    try (Memory memory = Memory.open()) {
      assertThat(at(memory.text(text), length + 1)).isEqualTo(text + "\0");
    }
  }

  @SuppressWarnings("restricted") // to see what the kernel would
  private static String at(long address, int length) {
    byte[] bytes = MemorySegment.ofAddress(address).reinterpret(length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  @SuppressWarnings("restricted") // as above
  void numbersStandOneBehindTheOther() {
    try (Memory memory = Memory.open()) {
      long[] numbers = {1, -1, Long.MIN_VALUE};
      long address = memory.longs(numbers);
      assertThat(MemorySegment.ofAddress(address).reinterpret(24).toArray(JAVA_LONG))
          .isEqualTo(numbers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0", "?\0", "\u0100", "a?\u20acb"})
  void whatIsNoTextOfBytesIsRefused(String text) {
    try (Memory memory = Memory.open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> memory.text(text));
    }
  }

  @Test
  void noTwoPiecesOverlap() {
    List<Piece> pieces = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (Memory memory = Memory.open()) {
      // Until the block is full, and some after that.
      for (int size = 1; size < 500; size++) {
        pieces.add(memory.piece(size));
        sizes.add(size);
      }
      for (int i = 0; i < pieces.size(); i++) {
        fill(pieces.get(i), sizes.get(i), (byte) i);
      }
      for (int i = 0; i < pieces.size(); i++) {
        assertThat(pieces.get(i).copy(sizes.get(i))).containsOnly((byte) i);
        assertThat(pieces.get(i).address() % Long.BYTES).as("aligned").isZero();
      }
    }
  }

  private static void fill(Piece piece, int size, byte value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, value);
    piece.put(0, bytes);
  }

  @Test
  void whatIsClosedIsTakenAgainAndNothingElse() {
    try (Memory outer = Memory.open()) {
      long kept = outer.longs(1, 2, 3);
      long first;
      try (Memory inner = Memory.open()) {
        first = inner.text("first");
      }
      try (Memory inner = Memory.open()) {
        assertThat(inner.text("second")).isEqualTo(first).isNotEqualTo(kept);
      }
    }
  }

  @Test
  @SuppressWarnings("resource") // closed as they must not be
  void whatIsClosedInAnotherOrderIsToldOf() {
    Memory outer = Memory.open();
    outer.piece(1);
    Memory inner = Memory.open();
    outer.close();
    assertThatIllegalStateException().isThrownBy(inner::close);
  }

  @Test
  void errnoIsNoPiecesOwn() {
    try (Memory memory = Memory.open()) {
      assertThat(memory.piece(1).address()).isNotEqualTo(ThreadMemory.current().errnoAddress());
    }
  }

  @Test
  void aTextOfNoBytesStaysOneWhateverIsCalled() throws Exception {
    try (Memory memory = Memory.open()) {
      long empty = memory.text("");
      memory.text("x");
      memory.longs(-1);
      Kernel.call(SystemCall.CLOSE, -1);
      assertThat(ThreadMemory.current().errno()).isNotZero();
      assertThat(at(empty, 1)).isEqualTo("\0");
    }
  }

  /** Whoever asked last. */
  @Test
  void eachThreadHasItsOwnAndKeepsIt() throws Exception {
    try (ExecutorService another = Executors.newSingleThreadExecutor()) {
      ThreadMemory ours = ThreadMemory.current();
      ThreadMemory theirs = another.submit(ThreadMemory::current).get();
      assertThat(theirs).isNotSameAs(ours);
      assertThat(theirs.errnoAddress()).isNotEqualTo(ours.errnoAddress());
      assertThat(ThreadMemory.current()).isSameAs(ours);
      assertThat(another.submit(ThreadMemory::current).get()).isSameAs(theirs);
    }
  }
}
