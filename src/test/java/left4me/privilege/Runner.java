package left4me.privilege;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A process of a role that runs command lines and tells what came of them. It has called back: so
 * there is nothing to wait for and nothing that others could connect to.
 */
final class Runner implements AutoCloseable {

  /** The program of the process; its arguments are the port to call back, and the role. */
  static final String PROGRAM =
      """
      #!/usr/bin/perl
      # TEST FIXTURE: runs the command lines that the test sends it.
      use strict;
      use warnings;
      use IO::Socket::INET;
      my ($port, $role) = @ARGV;
      my $test = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die "no test: $!";
      $test->autoflush(1);
      print $test "$role\\n";
      while (defined(my $length = <$test>)) {
          read($test, my $line, $length) == $length or last;
          my $child = open(my $output, '-|') // die "fork: $!";
          if (!$child) {
              close $test;
              open(STDIN, '<', '/dev/null');
              open(STDERR, '>&', \\*STDOUT);
              exec 'timeout', '--kill-after=1', '60', '/bin/sh', '-c', $line;
          }
          my $said = do { local $/; <$output> } // '';
          close $output;
          my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
          print $test "$status ", length $said, "\\n", $said;
      }
      """;

  private static final int LIMIT_MILLIS = 90_000;

  private final Socket socket;
  private final DataInputStream in;
  private final Role role;

  /** Takes the call of a runner; it begins by saying whose it is. */
  Runner(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    role = Role.valueOf(line());
  }

  Role role() {
    return role;
  }

  /** Runs a line of the shell. */
  Answer run(String commandLine) throws IOException {
    byte[] sent = commandLine.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write((sent.length + "\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(sent);
    String[] head = line().split(" ", -1);
    byte[] output = in.readNBytes(Integer.parseInt(head[1]));
    return new Answer(Integer.parseInt(head[0]), new String(output, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = in.readUnsignedByte(); each != '\n'; each = in.readUnsignedByte()) {
      line.append((char) each);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
