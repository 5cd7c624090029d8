package left4me.privilege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.lab.Command;
import left4me.lab.StandIn;

/** Texts in places that not everybody may look into. Who prints one has been there. */
final class Secrets {

  static final String ETC = "it-secret-of-etc";
  static final String OPT = "it-secret-of-opt";
  static final String SRV = "it-secret-of-srv";
  static final String HOME = "it-secret-of-home";
  static final String ROOTS = "it-secret-of-root";
  static final String TMP = "it-secret-of-tmp";
  static final String VAR_TMP = "it-secret-of-var-tmp";
  static final String SHM = "it-secret-of-shm";
  static final String MNT = "it-secret-of-mnt";
  static final String CREDENTIAL = "it-secret-credential";
  static final String ENVIRON = "it-secret-of-environ";
  static final String ARGUMENT = "it-secret-argument";
  static final String MERGED = "it-secret-of-merged";

  static final Path CREDENTIAL_SOURCE = Path.of("/root/it-credential");

  private static final Path ETC_FOLDER = Path.of("/etc/left4me");
  private static final List<Path> FILES =
      List.of(
          Path.of("/opt/it-secret"),
          Path.of("/srv/it-secret"),
          Path.of("/home/" + Role.ADMIN.user() + "/it-secret"),
          Path.of("/root/it-secret"),
          Path.of("/tmp/it-secret"),
          Path.of("/var/tmp/it-secret"),
          Path.of("/dev/shm/it-secret"),
          Path.of("/mnt/it-secret"),
          CREDENTIAL_SOURCE);

  private boolean madeEtc;

  void hide() throws IOException, InterruptedException {
    madeEtc = !Files.exists(ETC_FOLDER);
    Files.createDirectories(ETC_FOLDER);
    put(ETC_FOLDER.resolve("secret"), ETC, "left4me", "600");
    put(FILES.get(0), OPT, "left4me", "600");
    put(FILES.get(1), SRV, "left4me", "600");
    put(FILES.get(2), HOME, Role.ADMIN.user(), "600");
    put(FILES.get(3), ROOTS, "root", "600");
    put(FILES.get(4), TMP, "root", "644");
    put(FILES.get(5), VAR_TMP, "root", "644");
    put(FILES.get(6), SHM, "root", "644");
    put(FILES.get(7), MNT, "root", "644");
    put(CREDENTIAL_SOURCE, CREDENTIAL, "root", "600");
  }

  /** Through the mounted tree, as a server's own file would come to be. */
  void hideInMergedTree(String name) throws IOException, InterruptedException {
    put(StandIn.ROOT.resolve("runtime/" + name + "/merged/it-secret"), MERGED, "left4me", "640");
  }

  void remove() throws IOException {
    for (Path file : FILES) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(ETC_FOLDER.resolve("secret"));
    if (madeEtc) {
      Files.deleteIfExists(ETC_FOLDER);
    }
  }

  private static void put(Path file, String text, String owner, String mode)
      throws IOException, InterruptedException {
    Files.writeString(file, text + "\n");
    Command.run("chown", owner, file.toString()).orFail();
    Command.run("chmod", mode, file.toString()).orFail();
  }
}
