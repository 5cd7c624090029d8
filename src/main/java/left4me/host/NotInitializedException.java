package left4me.host;

import left4me.instance.InstanceName;

/** The instance was never initialized, or is gone. */
public final class NotInitializedException extends HostException {

  private static final long serialVersionUID = 1;

  NotInitializedException(String verb, InstanceName name, String what) {
    super(verb + " " + name + ": it is not initialized (" + what + "); initialize it first");
  }
}
