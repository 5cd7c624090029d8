package left4me.systemd;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What systemd says about a unit at one moment.
 *
 * <p>A unit that systemd does not know has one too: its load state is {@code not-found}, its active
 * state {@code inactive}, and the rest is empty. So has one that was unloaded after it stopped:
 * what its last run was is then forgotten, and only a failed unit keeps it.
 *
 * <p>The words are systemd's ({@code org.freedesktop.systemd1(5)}), kept as they come.
 *
 * @param unit the unit
 * @param loadState whether its file was read: {@code loaded}, {@code not-found}, {@code
 *     bad-setting}, {@code error}, {@code masked}, …
 * @param loadError what was wrong with the file, if something was
 * @param activeState {@code active}, {@code activating}, {@code deactivating}, {@code inactive},
 *     {@code failed}, {@code reloading}, …
 * @param subState the finer state of its type, such as {@code running} or {@code auto-restart}
 * @param result of a service: {@code success}, {@code exit-code}, {@code signal}, {@code timeout},
 *     {@code start-limit-hit}, …; empty for other units
 * @param mainPid the main process; 0 if there is none
 * @param mainEnd how the last main process ended, if it has
 * @param since when the active state last changed, if it ever did
 * @param invocation the id of the current or last run, 32 hexadecimal digits; empty if there was
 *     none
 * @param restarts how often systemd restarted it by itself since it was last started by hand
 * @param memoryBytes what it uses now, if the kernel accounts for it
 * @param cpuNanos what it has used in this run, if the kernel accounts for it
 * @param tasks its processes and threads now, if the kernel accounts for them
 * @param jobPath the object path of the job queued or running for it, if there is one
 * @param commands the commands of a service, in the order in which systemd runs them; none of one
 *     that runs if it was asked for among others, see {@link ServiceManager#statuses}
 */
public record UnitStatus(
    UnitName unit,
    String loadState,
    Optional<String> loadError,
    String activeState,
    String subState,
    String result,
    long mainPid,
    Optional<ProcessEnd> mainEnd,
    Optional<Instant> since,
    String invocation,
    long restarts,
    OptionalLong memoryBytes,
    OptionalLong cpuNanos,
    OptionalLong tasks,
    Optional<String> jobPath,
    List<CommandRun> commands) {

  /**
   * The status of a unit that systemd holds nothing about: it is not loaded, and so inactive.
   * Whether it has a file was not looked at, so its load state is empty.
   */
  public static UnitStatus notLoaded(UnitName unit) {
    return new UnitStatus(
        unit,
        "",
        Optional.empty(),
        UnitState.NOT_LOADED.activeState(),
        UnitState.NOT_LOADED.subState(),
        unit.isService() ? "success" : "",
        0,
        Optional.empty(),
        Optional.empty(),
        "",
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        List.of());
  }

  /** Copies the commands. */
  public UnitStatus {
    commands = List.copyOf(commands);
  }

  /** This status with other commands. */
  public UnitStatus withCommands(List<CommandRun> others) {
    return new UnitStatus(
        unit,
        loadState,
        loadError,
        activeState,
        subState,
        result,
        mainPid,
        mainEnd,
        since,
        invocation,
        restarts,
        memoryBytes,
        cpuNanos,
        tasks,
        jobPath,
        others);
  }

  /** Whether systemd has read the unit's file. */
  public boolean isLoaded() {
    return loadState.equals("loaded");
  }

  /** Whether the unit is up, and what follows from it. */
  public UnitState state() {
    return new UnitState(activeState, subState, jobPath.isPresent());
  }

  /** See {@link UnitState#isActive}. */
  public boolean isActive() {
    return state().isActive();
  }

  /** See {@link UnitState#isDown}. */
  public boolean isDown() {
    return state().isDown();
  }

  /** See {@link UnitState#isFailed}. */
  public boolean isFailed() {
    return state().isFailed();
  }

  /** See {@link UnitState#isAwaitingRestart}. */
  public boolean isAwaitingRestart() {
    return state().isAwaitingRestart();
  }

  /**
   * The command that made the service fail: the first, in systemd's order, whose last run ended
   * badly. Empty while the service's result is {@code success}, or if no command ended badly, as
   * after a timeout.
   */
  public Optional<CommandRun> failedCommand() {
    if (result.isEmpty() || result.equals("success")) {
      return Optional.empty();
    }
    return commands.stream().filter(CommandRun::failed).findFirst();
  }
}
