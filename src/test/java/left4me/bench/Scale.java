package left4me.bench;

import java.util.Arrays;

/**
 * How much is measured.
 *
 * @param quick a few rounds of the smaller sizes: to see that it works, not for figures
 * @param stalls what it is measured on
 */
record Scale(boolean quick, Stalls stalls) {

  private static final int LESS = 10;

  InTurn inTurn() {
    return new InTurn(stalls);
  }

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
