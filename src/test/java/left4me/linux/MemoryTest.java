package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
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
      Piece before = memory.piece(length + 1);
      for (int i = 0; i <= length; i++) {
        before.bytes().put(i, (byte) 0x7f);
      }
    }
    try (Memory memory = Memory.open()) {
      Piece piece = memory.piece(length + 1);
      piece.put("\u00ff".repeat(length));
      assertThat(piece.text(length)).isEqualTo("\u00ff".repeat(length));
      assertThat(piece.bytes().get(length)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0", "\u0100", "a\u20acb"})
  void whatIsNoTextOfBytesIsRefused(String text) {
    try (Memory memory = Memory.open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> memory.text(text));
    }
  }

  @Test
  void noTwoPiecesOverlap() {
    List<Piece> pieces = new ArrayList<>();
    try (Memory outer = Memory.open()) {
      pieces.add(outer.piece(3));
      try (Memory inner = Memory.open()) {
        // Until the block is full, and some after that.
        for (int size = 1; size < 500; size++) {
          pieces.add(inner.piece(size));
        }
        for (int i = 0; i < pieces.size(); i++) {
          fill(pieces.get(i), (byte) i);
        }
        for (int i = 0; i < pieces.size(); i++) {
          assertThat(pieces.get(i).copy(pieces.get(i).bytes().capacity())).containsOnly((byte) i);
          assertThat(pieces.get(i).address())
              .as("aligned")
              .satisfies(a -> assertThat(a % 8).isZero());
        }
      }
    }
  }

  private static void fill(Piece piece, byte value) {
    for (int i = 0; i < piece.bytes().capacity(); i++) {
      piece.bytes().put(i, value);
    }
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
  void errnoIsNoPiecesOwn() {
    try (Memory memory = Memory.open()) {
      assertThat(memory.piece(1).address()).isNotEqualTo(ThreadMemory.current().errnoAddress());
    }
  }

  @Test
  void eachThreadHasItsOwn() throws Exception {
    try (Memory memory = Memory.open();
        ExecutorService another = Executors.newSingleThreadExecutor()) {
      long address = memory.text("mine");
      assertThat(another.submit(MemoryTest::addressOfAText).get()).isNotEqualTo(address);
    }
  }

  private static long addressOfAText() {
    try (Memory memory = Memory.open()) {
      return memory.text("another's");
    }
  }
}
