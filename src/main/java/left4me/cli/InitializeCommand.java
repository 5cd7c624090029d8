package left4me.cli;

import java.util.concurrent.Callable;
import left4me.host.Blueprint;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes an instance from a blueprint. */
@Command(
    name = "initialize",
    mixinStandardHelpOptions = true,
    description = "Make an instance from a blueprint, or give it another one.")
final class InitializeCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private InstanceName name;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "spec.yaml",
      description = "The blueprint; '-' for standard input.")
  private String file;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InitializeCommand() {}

  @Override
  public Integer call() throws HostException, InterruptedException {
    Blueprint blueprint = BlueprintFile.read(file);
    try (Left4meHost host = program.caller().host()) {
      host.initialize(name, blueprint, step -> program.terminal().say("Step: " + step.sentence()));
    }
    return 0;
  }
}
