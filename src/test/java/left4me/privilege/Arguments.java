package left4me.privilege;

import java.util.Map;

/** Arguments for the methods of systemd, so aimed that they would do what the method is for. */
final class Arguments {

  /** A command of root's that leaves a witness, as a(sasb). */
  static final String TOUCH = "1 /usr/bin/touch 2 /usr/bin/touch /run/it-witness false";

  /** The properties of a unit that would run it, as a(sv). */
  static final String RUNS = "2 Type s oneshot ExecStart 'a(sasb)' " + TOUCH;

  // By name and signature: an argument more, in a newer systemd, and they are made up again.
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("StartUnit ss", "@ replace"),
          Map.entry("StopUnit ss", "@ replace"),
          Map.entry("ReloadUnit ss", "@ replace"),
          Map.entry("RestartUnit ss", "@ replace"),
          Map.entry("TryRestartUnit ss", "@ replace"),
          Map.entry("ReloadOrRestartUnit ss", "@ replace"),
          Map.entry("ReloadOrTryRestartUnit ss", "@ replace"),
          Map.entry("StartUnitReplace sss", "@ @ replace"),
          Map.entry("StartUnitWithFlags sst", "@ replace 0"),
          Map.entry("EnqueueUnitJob sss", "@ restart replace"),
          Map.entry("KillUnit ssi", "@ all 9"),
          Map.entry("QueueSignalUnit ssii", "@ all 34 0"),
          Map.entry("CleanUnit sas", "@ 1 all"),
          Map.entry("SetUnitProperties sba(sv)", "@ true 1 Description s attempted"),
          Map.entry("BindMountUnit sssbb", "@ /etc /mnt true true"),
          Map.entry("MountImageUnit sssbba(ss)", "@ /etc /mnt true true 0"),
          Map.entry("AttachProcessesToUnit ssau", "@ '' 1 $$"),
          Map.entry(
              "StartTransientUnit ssa(sv)a(sa(sv))", "it-evil.service replace " + RUNS + " 0"),
          Map.entry("StartAuxiliaryScope sahta(sv)", "it-evil.scope 0 0 0"),
          Map.entry("SetEnvironment as", "1 LD_PRELOAD=/tmp/it-evil.so"),
          Map.entry("UnsetEnvironment as", "1 PATH"),
          Map.entry("UnsetAndSetEnvironment asas", "1 PATH 1 LD_PRELOAD=/tmp/it-evil.so"),
          Map.entry("LinkUnitFiles asbb", "1 " + Cast.PLACE + "/it-evil.service true true"),
          Map.entry("AddDependencyUnitFiles asssbb", "1 @ basic.target Requires true true"),
          Map.entry("SetDefaultTarget sb", "rescue.target true"),
          Map.entry("SetExitCode y", "7"),
          Map.entry("SetShowStatus s", "no"),
          Map.entry("SoftReboot s", "''"),
          Map.entry("SwitchRoot ss", "/ /sbin/init"),
          Map.entry("PresetAllUnitFiles sbb", "full true true"),
          Map.entry("PresetUnitFilesWithMode assbb", "1 @ full true true"),
          Map.entry("Start s", "replace"),
          Map.entry("Stop s", "replace"),
          Map.entry("Reload s", "replace"),
          Map.entry("Restart s", "replace"),
          Map.entry("TryRestart s", "replace"),
          Map.entry("ReloadOrRestart s", "replace"),
          Map.entry("ReloadOrTryRestart s", "replace"),
          Map.entry("EnqueueJob ss", "restart replace"),
          Map.entry("Kill si", "all 9"),
          Map.entry("QueueSignal sii", "all 34 0"),
          Map.entry("Clean as", "1 all"),
          Map.entry("SetProperties ba(sv)", "true 1 Description s attempted"),
          Map.entry("AttachProcesses sau", "'' 1 $$"),
          Map.entry("BindMount ssbb", "/etc /mnt true true"),
          Map.entry("MountImage ssbba(ss)", "/etc /mnt true true 0"),
          Map.entry("Set LogLevel s", "debug"),
          Map.entry("Set LogTarget s", "kmsg"),
          Map.entry("Set ServiceWatchdogs b", "false"));

  private Arguments() {}

  /** For a method, aimed at a unit. */
  static String of(Method method, String unit) {
    String known = KNOWN.get(method.member() + " " + method.signature());
    return known == null ? madeUp(method.signature(), unit) : known.replace("@", unit);
  }

  /** By the types alone: the unit's name wherever there is a text, 1 for all numbers. */
  private static String madeUp(String signature, String unit) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < signature.length(); i++) {
      switch (signature.charAt(i)) {
        case 's' -> words.append(unit).append(' ');
        case 'o' -> words.append(Method.MANAGER).append(' ');
        case 'g' -> words.append("s ");
        case 'b' -> words.append("true ");
        case 'v' -> words.append("s ").append(unit).append(' ');
        case 'h' -> words.append("0 ");
        case 'a' -> {
          if (signature.startsWith("as", i)) {
            words.append("1 ").append(unit).append(' ');
          } else {
            words.append("0 ");
          }
          i = endOfType(signature, i + 1);
        }
        case '(', ')' -> {}
        default -> words.append("1 ");
      }
    }
    return words.toString();
  }

  /** The index of the last character of the complete type that begins there. */
  private static int endOfType(String signature, int begin) {
    char first = signature.charAt(begin);
    if (first == 'a') {
      return endOfType(signature, begin + 1);
    }
    if (first != '(' && first != '{') {
      return begin;
    }
    int depth = 0;
    for (int i = begin; i < signature.length(); i++) {
      char each = signature.charAt(i);
      if (each == '(' || each == '{') {
        depth++;
      } else if (each == ')' || each == '}') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    throw new IllegalArgumentException(signature);
  }
}
