package left4me.systemd.dbus;

import java.util.function.Consumer;
import left4me.systemd.JobResult;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;

/**
 * Hears systemd's {@code JobRemoved(u id, o job, s unit, s result)} and notes it. Does not block.
 *
 * @param sender systemd's unique name; only from there it counts
 * @param jobs where to note it
 */
record JobRemovedHandler(String sender, JobRegistry jobs) implements Consumer<DBusSignal> {

  /** What to have the bus send. A well-known name as the sender would match nothing here. */
  DBusMatchRule rule() {
    return DBusMatchRuleBuilder.create()
        .withType("signal")
        .withSender(sender)
        .withPath(SystemdPeer.MANAGER_PATH)
        .withInterface(SystemdPeer.MANAGER)
        .withMember("JobRemoved")
        .build();
  }

  @Override
  public void accept(DBusSignal signal) {
    // dbus-daemon and the library go by the rule as well; but a rule does not bind what is sent to
    // us alone, and this is the one check that is ours.
    if (!sender.equals(signal.getSource())) {
      return;
    }
    Object[] values = read(signal);
    if (values.length >= 4
        && values[1] instanceof DBusPath path
        && values[3] instanceof String word) {
      jobs.ended(path.getPath(), new JobResult(word));
    }
  }

  private static Object[] read(DBusSignal signal) {
    try {
      Object[] values = signal.getParameters();
      return values == null ? new Object[0] : values;
    } catch (DBusException | RuntimeException unreadable) {
      return new Object[0];
    }
  }
}
