package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as the kernel writes them. */
final class StructTest {

  private static final int SIZE = 64;

  @Test
  void areReadInThisMachinesOrder() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    Struct struct = new Struct(bytes);
    for (int i = 0; i <= SIZE - Long.BYTES; i++) {
      assertThat(struct.getUnsignedShort(i)).isEqualTo(Short.toUnsignedInt(expected.getShort(i)));
      assertThat(struct.getInt(i)).isEqualTo(expected.getInt(i));
      assertThat(struct.getLong(i)).isEqualTo(expected.getLong(i));
    }
  }
}
