package left4me.cli;

import java.util.List;
import java.util.Optional;
import left4me.host.Blueprint;
import left4me.host.BlueprintException;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an instance from a blueprint. */
@Command(
    name = "initialize",
    description = "Make an instance from a blueprint, or give it another one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  l4d2ctl initialize alpha -f alpha.yaml",
      "  l4d2ctl initialize alpha -f - < alpha.yaml     (as root, who becomes left4me)"
    })
final class InitializeCommand extends HostCommand {

  private static final String OPERATION = "initialize";

  @Parameters(
      paramLabel = "NAME",
      converter = InstanceNameConverter.class,
      description = "The instance.")
  private InstanceName name;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "spec.yaml",
      converter = BlueprintNameConverter.class,
      description = "The blueprint; '-' for standard input.")
  private String file;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InitializeCommand() {}

  /** The same for this instance and file, where picocli does not read the line. */
  InitializeCommand of(InstanceName given, String blueprint) {
    name = given;
    file = blueprint;
    return this;
  }

  @Override
  int run(Left4meHost host) throws InterruptedException {
    Blueprint blueprint;
    try {
      blueprint = BlueprintFile.read(file);
    } catch (BlueprintException e) {
      program().report(false).failed(Optional.of(name), OPERATION, e);
      return 1;
    }
    return new Each(program(), OPERATION)
        .run(List.of(name), (each, steps) -> host.initialize(each, blueprint, steps));
  }
}
