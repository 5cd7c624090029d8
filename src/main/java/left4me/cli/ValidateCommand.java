package left4me.cli;

import java.util.concurrent.Callable;
import left4me.host.Blueprint;
import left4me.host.HostException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Checks a blueprint and touches nothing. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check a blueprint; nothing is touched.")
final class ValidateCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @Parameters(paramLabel = "spec.yaml", description = "The blueprint; '-' for standard input.")
  private String file;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ValidateCommand() {}

  @Override
  public Integer call() throws HostException {
    Blueprint blueprint = BlueprintFile.read(file);
    program
        .terminal()
        .say(
            file
                + ": a blueprint, port "
                + blueprint.port()
                + ", "
                + blueprint.overlays().size()
                + " overlays");
    return 0;
  }
}
