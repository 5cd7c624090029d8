package left4me.systemd;

/**
 * Whether a unit is up, in systemd's words; the part of a {@link UnitStatus} that decides what is
 * to be done.
 *
 * @param activeState {@code active}, {@code activating}, {@code deactivating}, {@code inactive},
 *     {@code failed}, {@code reloading}, …
 * @param subState the finer state of its type, such as {@code running} or {@code auto-restart}
 * @param queued whether systemd has a job for it
 */
public record UnitState(String activeState, String subState, boolean queued) {

  /** That of a unit that systemd holds nothing about: it is not loaded, and so inactive. */
  public static final UnitState NOT_LOADED = new UnitState("inactive", "dead");

  /** The state of a unit that systemd has no job for. */
  public UnitState(String activeState, String subState) {
    this(activeState, subState, false);
  }

  /** Whether the unit is up: active, reloading or refreshing. */
  public boolean isActive() {
    return switch (activeState) {
      case "active", "reloading", "refreshing" -> true;
      default -> false;
    };
  }

  /** Whether nothing of the unit runs: inactive or failed. */
  public boolean isDown() {
    return activeState.equals("inactive") || isFailed();
  }

  /** Whether nothing of the unit runs, and no start that waits for its turn is to change that. */
  public boolean isAtRest() {
    return isDown() && !queued;
  }

  /** Whether the unit failed. */
  public boolean isFailed() {
    return activeState.equals("failed");
  }

  /** Whether the unit waits to be started again by {@code Restart=}. */
  public boolean isAwaitingRestart() {
    return activeState.equals("activating") && subState.startsWith("auto-restart");
  }
}
