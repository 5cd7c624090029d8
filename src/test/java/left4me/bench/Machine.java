package left4me.bench;

/** What the measurements run on: its clock, and whether it ran all the time. */
interface Machine {

  /** The time, in nanoseconds since some point. */
  long now();

  /** Whether it stood still, wholly or in part, at some time between two. */
  boolean stoodStill(long begin, long end) throws InterruptedException;
}
