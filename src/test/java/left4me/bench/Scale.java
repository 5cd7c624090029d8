package left4me.bench;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How much is measured.
 *
 * @param quick a few rounds of the smaller sizes: to see that it works, not for figures
 */
record Scale(boolean quick) implements Serializable {

  private static final int LESS = 10;

  int rounds(int full) {
    return quick ? Math.max(1, full / LESS) : full;
  }

  int warmUps(int full) {
    return quick ? 1 : full;
  }

  /** The sizes to measure, without the large ones if it is to be quick. */
  int[] sizes(int largestIfQuick, int... all) {
    return quick ? Arrays.stream(all).filter(size -> size <= largestIfQuick).toArray() : all;
  }
}
