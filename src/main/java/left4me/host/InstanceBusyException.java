package left4me.host;

/**
 * Another caller works on the instance and did not finish within the limit. Nothing was changed.
 */
public final class InstanceBusyException extends HostException {

  private static final long serialVersionUID = 1;

  InstanceBusyException(String message) {
    super(message);
  }
}
