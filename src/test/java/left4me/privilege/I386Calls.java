package left4me.privilege;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Attempts by {@code ipc(2)}, the one call by which a 32-bit program, as the game is, has messages,
 * semaphores and shared memory. Each is a program of its own, as no compiler for i386 is at hand.
 */
final class I386Calls {

  private static final int BASE = 0x8048000;
  private static final int FILE_HEADER = 52;
  private static final int SEGMENT_HEADER = 32;
  private static final int IPC = 117;
  private static final int EXIT = 1;
  private static final int MODE = 0600;

  private I386Calls() {}

  /** Makes a queue of messages. */
  static Attempt messages(String name) {
    return row(name, new Call(13, 0, MODE, 0), 14);
  }

  /** Makes a set of one semaphore. */
  static Attempt semaphores(String name) {
    return row(name, new Call(2, 0, 1, MODE), 3);
  }

  /** Makes a segment of shared memory. */
  static Attempt sharedMemory(String name) {
    return row(name, new Call(23, 0, 4096, MODE), 24);
  }

  /** MADE, if there was one, which is removed at once. */
  private static Attempt row(String name, Call make, int control) {
    return Attempt.prints(
        "MADE",
        name,
        ("d=/var/lib/left4me/runtime/it-own/merged; [ -w $d ] || d=/tmp; p=$d/it-i386-@ROLE@;"
                + " printf '%s' > $p; chmod 755 $p; $p && echo MADE; echo status=$?; rm -f $p")
            .formatted(program(make, control)));
  }

  /** What ipc(2) is given. */
  private record Call(int number, int first, int second, int third) {}

  /** elf(5) of one segment, in the octal of printf(1): makes, then removes, and ends by errno. */
  private static String program(Call make, int control) {
    ByteBuffer code = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    ipc(code, make.number(), make.second(), make.third());
    code.put(hex("85c0")); // test eax, eax
    code.put(hex("7800")); // js to where errno is told
    int removal = code.position();
    code.put(hex("89c1")); // mov ecx, eax: what was made
    ipcOf(code, control, 0, 0);
    code.put(hex("31c0")); // xor eax, eax
    code.put(removal - 1, (byte) (code.position() - removal));
    code.put(hex("f7d8")); // neg eax
    code.put(hex("89c3")); // mov ebx, eax
    code.put((byte) 0xb8).putInt(EXIT).put(hex("cd80"));
    code.flip();

    int head = FILE_HEADER + SEGMENT_HEADER;
    ByteBuffer file = ByteBuffer.allocate(head + code.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    file.put(hex("7f454c46010101")).position(16);
    file.putShort((short) 2).putShort((short) 3).putInt(1).putInt(BASE + head);
    file.putInt(FILE_HEADER).putInt(0).putInt(0);
    file.putShort((short) FILE_HEADER).putShort((short) SEGMENT_HEADER).putShort((short) 1);
    file.putShort((short) 40).putShort((short) 0).putShort((short) 0);
    file.putInt(1).putInt(0).putInt(BASE).putInt(BASE);
    file.putInt(file.capacity()).putInt(file.capacity()).putInt(5).putInt(0x1000);
    file.put(code);
    StringBuilder octal = new StringBuilder();
    for (byte each : file.array()) {
      octal.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
    }
    return octal.toString();
  }

  /** Of key 0, IPC_PRIVATE. */
  private static void ipc(ByteBuffer code, int number, int second, int third) {
    code.put((byte) 0xb9).putInt(0); // ecx
    ipcOf(code, number, second, third);
  }

  private static void ipcOf(ByteBuffer code, int number, int second, int third) {
    code.put((byte) 0xbb).putInt(number); // ebx
    code.put((byte) 0xba).putInt(second); // edx
    code.put((byte) 0xbe).putInt(third); // esi
    code.put((byte) 0xbf).putInt(BASE); // edi, which semctl(2) reads at
    code.put((byte) 0xb8).putInt(IPC).put(hex("cd80")); // int 0x80
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
