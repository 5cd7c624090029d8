package left4me.host;

import java.io.IOException;

/** A file or folder of the instance could not be read, written or removed. */
public final class InstanceFilesException extends HostException {

  private static final long serialVersionUID = 1;

  InstanceFilesException(String message) {
    super(message);
  }

  InstanceFilesException(String operation, IOException cause) {
    super(operation + ": " + IoErrors.describe(cause), cause);
  }
}
