package left4me.bench;

import java.util.Locale;

/** What is measured, in this order, which has first what there are targets for; and as whom. */
enum Plan {
  HELPER(Surroundings.ROOT),
  SERVER(Surroundings.LEFT4ME),
  COMMAND(Surroundings.LEFT4ME),
  LAYERS(Surroundings.ROOT),
  SCAN(Surroundings.ROOT),
  AT_ONCE(Surroundings.LEFT4ME),
  CHEAP(Surroundings.LEFT4ME_CHEAP),
  JMH(Surroundings.ROOT);

  /** Whose process measures, and what the units do meanwhile. */
  enum Surroundings {
    ROOT,
    LEFT4ME,
    LEFT4ME_CHEAP
  }

  private final Surroundings surroundings;

  Plan(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** As it is typed. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Measurement measurement() {
    return switch (this) {
      case HELPER -> new HelperMeasurement();
      case LAYERS -> new LayersMeasurement();
      case SCAN -> new ScanMeasurement();
      case SERVER -> new ServerMeasurement();
      case COMMAND -> new CommandMeasurement();
      case AT_ONCE -> new AtOnceMeasurement();
      case CHEAP -> new CheapMeasurement();
      case JMH -> new JmhMeasurement();
    };
  }
}
