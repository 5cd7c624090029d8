package left4me.systemd;

import java.util.Map;

/**
 * How a job of systemd ended: the word of its JobRemoved signal.
 *
 * <p>The constants are the words of systemd 257. A word that is not among them is kept as it came,
 * so that a newer systemd's result reaches whoever reads the message.
 *
 * @param word systemd's word, as in {@code org.freedesktop.systemd1(5)}
 */
public record JobResult(String word) {

  /**
   * The job was carried out. A unit whose condition is false, or a {@code Type=simple} service
   * whose program cannot be executed, ends like this as well: the unit's status tells.
   */
  public static final JobResult DONE = new JobResult("done");

  /** The job did not apply to the unit's state, such as a reload of an inactive unit. */
  public static final JobResult SKIPPED = new JobResult("skipped");

  /** Another job took its place, or somebody cancelled it. */
  public static final JobResult CANCELED = new JobResult("canceled");

  /** The job's own time ran out ({@code JobTimeoutSec=}). */
  public static final JobResult TIMEOUT = new JobResult("timeout");

  /** The unit failed; its status says how. */
  public static final JobResult FAILED = new JobResult("failed");

  /** A unit that this one requires failed, or could not be started. */
  public static final JobResult DEPENDENCY = new JobResult("dependency");

  /** The unit cannot do what was asked, such as a reload of one without ExecReload. */
  public static final JobResult INVALID = new JobResult("invalid");

  /** An {@code Assert…=} of the unit does not hold. */
  public static final JobResult ASSERT = new JobResult("assert");

  /** This machine cannot have such a unit. */
  public static final JobResult UNSUPPORTED = new JobResult("unsupported");

  /** The unit, queued for nobody any more, was garbage-collected. */
  public static final JobResult COLLECTED = new JobResult("collected");

  /** The unit can be started once in its life, as a scope can, and has been. */
  public static final JobResult ONCE = new JobResult("once");

  /** The unit is frozen ({@code systemctl freeze}), and has to be thawed first. */
  public static final JobResult FROZEN = new JobResult("frozen");

  private static final Map<JobResult, String> MEANINGS =
      Map.ofEntries(
          Map.entry(DONE, "it was carried out"),
          Map.entry(SKIPPED, "it did not apply to the unit's state"),
          Map.entry(CANCELED, "another job took its place, or somebody cancelled it"),
          Map.entry(TIMEOUT, "the job's time ran out"),
          Map.entry(FAILED, "the unit failed"),
          Map.entry(DEPENDENCY, "a unit that it requires could not be started"),
          Map.entry(INVALID, "the unit cannot do that"),
          Map.entry(ASSERT, "an assertion of the unit does not hold"),
          Map.entry(UNSUPPORTED, "this machine cannot have such a unit"),
          Map.entry(COLLECTED, "the unit was unloaded before its turn came"),
          Map.entry(ONCE, "the unit can be started once only, and has been"),
          Map.entry(FROZEN, "the unit is frozen; 'systemctl thaw' it first"));

  /** Whether the job was carried out. */
  public boolean isDone() {
    return equals(DONE);
  }

  /** What the word means, as the end of a sentence; empty for a word that is not known here. */
  public String meaning() {
    return MEANINGS.getOrDefault(this, "");
  }

  @Override
  public String toString() {
    return word;
  }
}
