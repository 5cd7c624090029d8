package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.messages.MessageFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PendingCallTest {

  private static final byte LITTLE = 'l';
  private static final int LENGTH_OF_THE_BODY = 4;
  private static final int LENGTH_OF_THE_FIELDS = 12;
  private static final int FIXED_HEADER = 16;

  private final List<Throwable> unsendable = new ArrayList<>();

  @Test
  void aCallIsOneWriteToTheBus() throws Exception {
    PendingCall call = call("left4me-server@alpha.service");

    assertThat(call.getWireData()).hasDimensions(1, call.getWireData()[0].length);
  }

  /** As the D-Bus specification lays a message out: the fixed header, fields, padding, body. */
  @Test
  void nothingOfItIsLeftOut() throws Exception {
    byte[] message = call("left4me-server@alpha.service").getWireData()[0];

    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    int fields = bytes.getInt(LENGTH_OF_THE_FIELDS);
    int body = bytes.getInt(LENGTH_OF_THE_BODY);
    assertThat(message.length).isEqualTo((FIXED_HEADER + fields + 7) / 8 * 8 + body);
    assertThat(new String(message, StandardCharsets.ISO_8859_1))
        .contains("StartUnit", "left4me-server@alpha.service", "replace");
  }

  /** Who says that nobody answers: the bus of systemd, or systemd of polkit. */
  @ParameterizedTest
  @CsvSource({"org.freedesktop.DBus, true", ":1.0, false"})
  void itIsKnownWhoAnsweredWithAnError(String sender, boolean byTheBus) throws Exception {
    PendingCall call = call("left4me-server@alpha.service");
    call.setReply(
        new MessageFactory(LITTLE)
            .createError(
                sender,
                ":1.7",
                "org.freedesktop.DBus.Error.NoReply",
                call.getSerial(),
                "s",
                "without replying"));

    assertThat(call.answer().join())
        .isEqualTo(
            new Answer.Refused("org.freedesktop.DBus.Error.NoReply", "without replying", byTheBus));
  }

  /** Which systemd has not refused: it has heard nothing of it. */
  @Test
  void whatTheLibraryCouldNotSendIsLost() throws Exception {
    PendingCall call = call("left4me-server@alpha.service");
    call.setReply(
        new MessageFactory(LITTLE)
            .createError(call, new DBusExecutionException("Message Failed to Send: Broken pipe")));

    assertThat(call.answer().join())
        .isInstanceOfSatisfying(
            Answer.Lost.class,
            lost -> {
              assertThat(lost.cause()).hasMessage("Message Failed to Send: Broken pipe");
              assertThat(unsendable).containsExactly(lost.cause());
            });
  }

  private PendingCall call(String unit) throws Exception {
    Call call = Call.manager(Call.Member.START_UNIT, "ss", unit, "replace");
    return new PendingCall(LITTLE, "org.freedesktop.systemd1", call, unsendable::add);
  }
}
