package left4me.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import left4me.host.Blueprint;
import left4me.host.BlueprintException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Checks blueprints and touches nothing. */
@Command(
    name = "validate",
    description = "Check blueprints; nothing is touched.",
    footerHeading = "%nExamples:%n",
    footer = {"  l4d2ctl validate alpha.yaml", "  l4d2ctl validate - < alpha.yaml"})
final class ValidateCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @Parameters(
      arity = "1..*",
      paramLabel = "spec.yaml",
      converter = BlueprintNameConverter.class,
      description = "The blueprints; '-' for standard input.")
  private List<String> files;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ValidateCommand() {}

  @Override
  public Integer call() {
    int status = 0;
    for (String file : files) {
      try {
        say(file, BlueprintFile.read(file));
      } catch (BlueprintException e) {
        program.report(false).failed(Optional.empty(), "validate", e);
        status = 1;
      }
    }
    return status;
  }

  private void say(String file, Blueprint blueprint) {
    if (program.json()) {
      program.terminal().sayRaw(EventJson.valid(file, blueprint));
    } else {
      int overlays = blueprint.overlays().size();
      program
          .terminal()
          .say(
              file
                  + ": a blueprint, port "
                  + blueprint.port()
                  + ", "
                  + overlays
                  + " overlay"
                  + (overlays == 1 ? "" : "s"));
      blueprint.portNote().ifPresent(note -> program.terminal().say(file + ": " + note));
    }
  }
}
