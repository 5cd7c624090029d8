package left4me.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a Source server over UDP, as a server browser does (the protocol's description is Valve's
 * "Server queries").
 */
public final class A2s {

  private static final byte[] HEADER = {-1, -1, -1, -1};
  private static final byte CHALLENGE = 'A';
  private static final Duration ONE_TRY = Duration.ofMillis(200);

  /** A started server answers a moment later; nothing but asking again tells when. */
  private static final int TRIES = 300;

  private A2s() {}

  /** The name that the server gives itself. */
  public static String hostname(int port) throws IOException {
    byte[] info = ask(port, "TSource Engine Query\0".getBytes(StandardCharsets.US_ASCII));
    int end = 6;
    while (info[end] != 0) {
      end++;
    }
    return new String(info, 6, end - 6, StandardCharsets.UTF_8);
  }

  /** The rules of the server: its settings. */
  public static Map<String, String> rules(int port) throws IOException {
    byte[] answer = ask(port, new byte[] {'V'});
    String[] texts =
        new String(answer, 7, answer.length - 7, StandardCharsets.UTF_8).split("\0", -1);
    Map<String, String> rules = new TreeMap<>();
    for (int i = 0; i + 1 < texts.length; i += 2) {
      rules.put(texts[i], texts[i + 1]);
    }
    return rules;
  }

  private static byte[] ask(int port, byte[] question) throws IOException {
    byte[] challenge = HEADER;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) ONE_TRY.toMillis());
      for (int i = 0; i < TRIES; i++) {
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        query.writeBytes(HEADER);
        query.writeBytes(question);
        query.writeBytes(challenge);
        byte[] bytes = query.toByteArray();
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket reply = new DatagramPacket(new byte[65536], 65536);
        try {
          socket.receive(reply);
        } catch (SocketTimeoutException e) {
          continue;
        }
        byte[] answer = Arrays.copyOf(reply.getData(), reply.getLength());
        if (answer[4] != CHALLENGE) {
          return answer;
        }
        challenge = Arrays.copyOfRange(answer, 5, 9);
      }
    }
    throw new IOException("no answer from port " + port);
  }
}
