package left4me.overlay;

import java.io.IOException;

/**
 * A way to spoil an instance, and what mount then says.
 *
 * @param what is spoiled
 * @param spoiler does it
 * @param expected the refusal, with ROOT for the root
 */
record RefusalCase(String what, Spoiler spoiler, String expected) {

  /** Spoils an instance. */
  interface Spoiler {
    void spoil(InstanceFixture instance) throws IOException;
  }

  /** Where the tables are, for {@code @MethodSource}. */
  static final String TABLES = "left4me.overlay.RefusalCases#";

  @Override
  public String toString() {
    return what;
  }
}
