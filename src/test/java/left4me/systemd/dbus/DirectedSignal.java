package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.jspecify.annotations.Nullable;

/** A signal as the library cannot send it: to one receiver, whom no match rule then guards. */
final class DirectedSignal extends Message {

  private static final byte SIGNAL = 4;

  DirectedSignal(
      byte endianness,
      @Nullable String destination,
      String path,
      String interfaceName,
      String member,
      String signature,
      Object... values)
      throws DBusException {
    super(endianness, SIGNAL, (byte) 0);
    List<Object> fields = new ArrayList<>();
    fields.add(createHeaderArgs((byte) 1, "o", path));
    fields.add(createHeaderArgs((byte) 2, "s", interfaceName));
    fields.add(createHeaderArgs((byte) 3, "s", member));
    if (destination != null) {
      fields.add(createHeaderArgs((byte) 6, "s", destination));
    }
    fields.add(createHeaderArgs((byte) 8, "g", signature));
    padAndMarshall(fields, getSerial(), signature, values);
  }
}
