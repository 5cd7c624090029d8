package left4me.host;

import java.time.Instant;
import left4me.instance.InstanceName;

/**
 * One step of an operation, said as it begins or as it is found done.
 *
 * @param instance the instance
 * @param time when, by the host's clock
 * @param sentence what happens, for a person, without a full stop
 */
public record Step(InstanceName instance, Instant time, String sentence) {}
