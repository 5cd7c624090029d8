package left4me.systemd.dbus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A dbus-daemon of our own, with the system bus's limit of pending replies, that can be killed. */
final class PrivateBus {

  private final Path folder;
  private Process daemon;

  private PrivateBus(Path folder) throws IOException {
    this.folder = folder;
    this.daemon = run();
  }

  static PrivateBus start() throws IOException {
    // Not in the build folder: a socket's path has at most 107 bytes.
    Path folder = Files.createTempDirectory("l4m-bus");
    Files.writeString(
        folder.resolve("bus.conf"),
        """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow user="*"/>
            <allow own="*"/>
            <allow send_type="method_call"/>
            <allow send_type="signal"/>
            <allow send_requested_reply="true" send_type="method_return"/>
            <allow send_requested_reply="true" send_type="error"/>
            <allow receive_type="method_call"/>
            <allow receive_type="method_return"/>
            <allow receive_type="error"/>
            <allow receive_type="signal"/>
          </policy>
          <limit name="max_replies_per_connection">128</limit>
        </busconfig>
        """
            .formatted(folder.resolve("bus")));
    return new PrivateBus(folder);
  }

  String address() {
    return "unix:path=" + folder.resolve("bus");
  }

  /** Ends it without a good-bye, as a crash would. */
  void kill() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }

  /** Has it hang. */
  void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(daemon.pid())).start().waitFor();
  }

  /** Starts it again at the same address. */
  void restart() throws IOException {
    Files.deleteIfExists(folder.resolve("bus"));
    daemon = run();
  }

  private Process run() throws IOException {
    Process process =
        new ProcessBuilder(
                "dbus-daemon",
                "--config-file=" + folder.resolve("bus.conf"),
                "--nofork",
                "--nopidfile",
                "--nosyslog",
                "--print-address=1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    // It prints its address once it listens.
    Objects.requireNonNull(output.readLine(), "dbus-daemon did not start");
    return process;
  }

  /** Ends it and removes what it left. */
  void remove() throws IOException, InterruptedException {
    kill();
    Files.deleteIfExists(folder.resolve("bus"));
    Files.deleteIfExists(folder.resolve("bus.conf"));
    Files.delete(folder);
  }
}
