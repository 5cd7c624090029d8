package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.instance.InstanceName;

/**
 * How an instance does, as systemd tells it.
 *
 * @param name the instance
 * @param initialized whether it was initialized; empty if the caller may not look
 * @param port the port that it was initialized with; empty if it was not, or the caller may not
 *     look
 * @param activeState systemd's ActiveState: {@code active}, {@code inactive}, {@code failed}, …
 * @param subState systemd's SubState, which is finer: {@code running}, {@code auto-restart}, …
 * @param result systemd's Result of the last run: {@code success}, {@code exit-code}, {@code
 *     signal}, …
 * @param failedCommand the command of the unit that failed, and how, if the last run failed
 * @param exitStatus the exit status, or the signal, of the last main process that ended
 * @param mainPid the main process, if one runs
 * @param since when the state last changed
 * @param invocation systemd's id of the current or last run; empty if there was none
 * @param restarts how often systemd restarted it by itself since it was started
 * @param comesBack whether it comes back after a reboot; empty if the caller may not look
 * @param mounted whether its overlay is mounted
 * @param cpu the processor time of this run, where the kernel accounts for it
 * @param memory the memory in use in bytes, where the kernel accounts for it
 * @param tasks the processes and threads, where the kernel accounts for them
 */
public record InstanceStatus(
    InstanceName name,
    Optional<Boolean> initialized,
    OptionalInt port,
    String activeState,
    String subState,
    String result,
    Optional<String> failedCommand,
    OptionalInt exitStatus,
    OptionalLong mainPid,
    Optional<Instant> since,
    String invocation,
    long restarts,
    Optional<Boolean> comesBack,
    boolean mounted,
    Optional<Duration> cpu,
    OptionalLong memory,
    OptionalLong tasks) {}
