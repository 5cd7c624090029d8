package left4me.cli;

import left4me.host.BlueprintException;
import left4me.host.HostException;
import left4me.host.InstanceBusyException;
import left4me.host.InstanceFilesException;
import left4me.host.JournalException;
import left4me.host.NotAuthorizedException;
import left4me.host.NotInitializedException;
import left4me.host.SystemdUnavailableException;
import left4me.host.UnitFailedException;

/** What kind of failure it was, in a word that programs may rely on. */
enum FailureKind {
  BLUEPRINT("blueprint"),
  BUSY("busy"),
  FILES("files"),
  INTERRUPTED("interrupted"),
  JOURNAL("journal"),
  NOT_AUTHORIZED("not-authorized"),
  NOT_INITIALIZED("not-initialized"),
  SYSTEMD_UNAVAILABLE("systemd-unavailable"),
  UNIT_FAILED("unit-failed");

  private final String word;

  FailureKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static FailureKind of(HostException failure) {
    return switch (failure) {
      case BlueprintException e -> BLUEPRINT;
      case InstanceBusyException e -> BUSY;
      case InstanceFilesException e -> FILES;
      case JournalException e -> JOURNAL;
      case NotAuthorizedException e -> NOT_AUTHORIZED;
      case NotInitializedException e -> NOT_INITIALIZED;
      case SystemdUnavailableException e -> SYSTEMD_UNAVAILABLE;
      case UnitFailedException e -> UNIT_FAILED;
    };
  }
}
