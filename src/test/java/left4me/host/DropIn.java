package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.Command;

/**
 * A change of an instance's unit for the time of a test, in the place for those that do not outlive
 * a reboot. For root.
 */
public final class DropIn implements AutoCloseable {

  /** For {@code left4me-server@}: commands that take next to nothing, and no sandbox round them. */
  public static final String CHEAP =
      """
      [Unit]
      StartLimitIntervalSec=0
      [Service]
      Type=exec
      ExecStartPre=
      ExecStart=
      ExecStart=/bin/sleep infinity
      ExecStopPost=
      KillSignal=SIGKILL
      SuccessExitStatus=SIGKILL
      PrivatePIDs=no
      PrivateUsers=no
      PrivateIPC=no
      PrivateTmp=no
      PrivateDevices=no
      ProtectSystem=no
      ProtectHome=no
      ProtectKernelTunables=no
      ProtectKernelModules=no
      ProtectKernelLogs=no
      ProtectControlGroups=no
      ProtectProc=default
      RootDirectory=
      TemporaryFileSystem=
      BindPaths=
      BindReadOnlyPaths=
      InaccessiblePaths=
      LogNamespace=
      SystemCallFilter=
      SocketBindDeny=
      SocketBindAllow=
      """;

  private final Path folder;
  private final Path file;

  /**
   * Writes one, made known to systemd by {@link #load}.
   *
   * @param unit the unit's whole name
   * @param content what is in the file
   */
  public DropIn(String unit, String content) throws IOException {
    folder = Files.createDirectories(Path.of("/run/systemd/system", unit + ".d"));
    file = Files.writeString(folder.resolve("test.conf"), content);
  }

  /** Writes another content, made known to systemd by {@link #load}. */
  void change(String content) throws IOException {
    Files.writeString(file, content);
  }

  /** Makes systemd know of what was written and removed. */
  public static void load() throws IOException, InterruptedException {
    Command.run("systemctl", "daemon-reload").orFail();
  }

  /** Removes it, unless it is removed; known to systemd after the next {@link #load}. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
