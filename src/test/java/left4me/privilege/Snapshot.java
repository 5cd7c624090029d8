package left4me.privilege;

import java.io.IOException;
import java.util.List;

/**
 * What an attempt on systemd could have changed, as lines of text: the victims, the manager, the
 * files of units, what is loaded and running, and process 1 itself.
 *
 * @param lines as they are to be compared
 */
record Snapshot(List<String> lines) {

  // Of a unit, what a call could change and time does not. A login of an earlier test is gone some
  // time after its end: first its scope, and ten seconds later its user's folder in /run.
  private static final String SCRIPT =
      """
      systemctl show --property=Id,ActiveState,SubState,FreezerState,MainPID,InvocationID,DropInPaths \
        --property=FragmentPath,UnitFileState,Description,NRestarts,Transient,Job,Markers,BindPaths \
        --property=MemoryMax,MemoryHigh,TasksMax,CPUWeight,LimitNOFILE,NFileDescriptorStore \
        @VICTIM@ @OTHER@
      systemctl show --property=LogLevel,LogTarget,Environment,ConfirmSpawn,ShowStatus \
        --property=RuntimeWatchdogUSec,RuntimeWatchdogPreUSec,RuntimeWatchdogPreGovernor \
        --property=RebootWatchdogUSec,KExecWatchdogUSec,ServiceWatchdogs,ExitCode,SoftRebootsCount \
        --property=UnitsLoadTimestampMonotonic,UserspaceTimestampMonotonic,ShutdownStartTimestamp
      systemctl get-default
      systemctl list-units --plain --no-legend --full --state=active,activating,deactivating,failed \
        | awk '{ print $1, $3 }' \
        | grep -vE '^(session-|user[-@]|run-user-|systemd-(tmpfiles-clean|journald-sync@)|polkit)' \
        | grep -vF 'system-systemd\\x2djournald\\x2dsync.slice'
      find /etc/systemd /run/systemd/system /run/systemd/transient /run/systemd/generator \
        /run/systemd/system.control /etc/systemd/system.control /run/systemd/system.attached \
        /usr/lib/systemd/system/default.target ! -name 'session-*' -printf '%p %m %u %l %s\\n' \
        2>/dev/null | sort
      awk '{ print "pid 1", $22 }' /proc/1/stat
      busctl call org.freedesktop.DBus / org.freedesktop.DBus GetNameOwner s org.freedesktop.systemd1
      mount | grep -vc ' on /run/user/'
      """;

  static Snapshot take() throws IOException, InterruptedException {
    String script = SCRIPT.replace("@VICTIM@", Cast.VICTIM).replace("@OTHER@", Cast.OTHER_UNIT);
    return new Snapshot(Cast.root(script).orFail().lines().toList());
  }
}
