package left4me.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This machine, which may be one that its host stops again and again, as {@code src/lab/stalls}
 * watches it: all of its processors, as it is not known which of them ran what was measured.
 */
final class Stalls implements Machine {

  /** Where {@code src/lab/bench} has it write: in memory, where to write never waits. */
  static final Path FOLDER = Path.of("/run/bench-stalls");

  /** Longer than any stall; a processor that nobody has watched for so long is watched no more. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final int WATCHED_UNTIL = 0;
  private static final int COUNT = 1;
  private static final int FIRST = 2;

  private final List<LongBuffer> processors;

  /** Reads what is noticed from now on, and what was before. */
  Stalls(Path folder) throws IOException {
    List<LongBuffer> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        found.add(map(file));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no processor is watched in " + folder);
    }
    processors = List.copyOf(found);
  }

  private static LongBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel
          .map(MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.nativeOrder())
          .asLongBuffer();
    }
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public boolean stoodStill(long begin, long end) throws InterruptedException {
    for (LongBuffer processor : processors) {
      awaitWatched(processor, end);
      if (stoodStill(processor, begin, end)) {
        return true;
      }
    }
    return false;
  }

  /** A stall is known only when it is over. */
  private void awaitWatched(LongBuffer processor, long end) throws InterruptedException {
    while (processor.get(WATCHED_UNTIL) < end) {
      if (now() - end > PATIENCE_NANOS) {
        throw new IllegalStateException("src/lab/stalls has ended");
      }
      Thread.sleep(1);
    }
  }

  /** From the last one back: what is asked for has just been. */
  private static boolean stoodStill(LongBuffer processor, long begin, long end) {
    for (long i = processor.get(COUNT) - 1; i >= 0; i--) {
      int at = FIRST + 2 * (int) i;
      if (processor.get(at + 1) <= begin) {
        return false;
      }
      if (processor.get(at) < end) {
        return true;
      }
    }
    return false;
  }
}
