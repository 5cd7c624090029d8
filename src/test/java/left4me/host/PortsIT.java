package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What initialize says about a port, on the booted host, as user left4me. */
final class PortsIT extends BootedHost {

  @Test
  void onePortOfTwoInstancesIsToldOf() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "ports-alpha");
        LabInstance bravo = new LabInstance(host, "ports-bravo")) {
      alpha.initialize("port: 27182\n");
      bravo.initialize("port: 27183\n");
      bravo.initialize("port: 27183\n");
      assertThat(bravo.steps()).noneMatch(step -> step.startsWith("Port "));

      bravo.initialize("port: 27182\n");

      assertThat(bravo.steps())
          .contains("Port 27182 is that of ports-alpha as well: one runs at a time");
    }
  }

  @Test
  void onePortThatTheUnitLetsNobodyBindIsToldOf() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "ports-alpha")) {
      alpha.initialize("port: 26999\n");

      assertThat(alpha.steps()).anyMatch(step -> step.startsWith("Port 26999 is outside"));
    }
  }
}
