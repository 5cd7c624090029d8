package left4me.overlay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes one printable line of a message, whatever the names in it are.
 *
 * <p>Names come as bytes, one char each. Where all of them are UTF-8 they stay so, or a German
 * folder could not be read, but for Unicode's format characters, which nobody sees, and some of
 * which turn the order of the line around; else each byte beyond ASCII is escaped.
 */
public final class OneLine {

  private static final String HEX = "0123456789abcdef";

  private OneLine() {}

  /**
   * Writes the line, and its end, at once.
   *
   * @param stream where to
   * @param message any text, one char a byte
   * @throws IOException if the stream cannot be written to
   */
  public static void write(OutputStream stream, String message) throws IOException {
    stream.write((of(message) + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** The line, without its end. */
  private static String of(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    String text = isUtf8(bytes) ? new String(bytes, StandardCharsets.UTF_8) : message;
    boolean bytewise = text.length() == message.length();
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (Character.isISOControl(c) || (bytewise && c > 0x7f)) {
        line.append("\\x").append(HEX.charAt(c >> 4 & 0xf)).append(HEX.charAt(c & 0xf));
      } else if (c > 0x7f && Character.getType(c) == Character.FORMAT) {
        line.append("\\u").append(Integer.toHexString(c | 0x10000).substring(1));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
