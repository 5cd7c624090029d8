package left4me.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Which rounds there are, and which samples count, on a machine that stands still by plan. */
final class InTurnTest {

  private final PlannedMachine machine = new PlannedMachine();
  private final InTurn turns = new InTurn(machine);

  @Test
  void whatIsWarmingUpIsForgottenAndStepsAreInTurn() throws Exception {
    StringBuilder order = new StringBuilder();
    Series first = turns.measured(() -> order.append('A').length());
    turns.untimed(() -> order.append('-'));
    Series second = turns.measured(() -> order.append('B').length());
    turns.run(1, 2);
    assertThat(order).hasToString("A-BA-BA-B");
    assertThat(first.samples()).isEqualTo(Samples.of(4, 7));
    assertThat(second.samples()).isEqualTo(Samples.of(6, 9));
    assertThat(second.minus(first).samples()).isEqualTo(Samples.of(2, 2));
  }

  @Test
  void anUndisturbedMachineIsLeftAfterTheRoundsThatWereWanted() throws Exception {
    Series series = turns.timed(() -> machine.pass(5, false));
    turns.run(0, 20);
    assertThat(series.samples()).isEqualTo(new Samples(Collections.nCopies(20, 5.0)));
  }

  @Test
  void theDisturbedAreSetAsideIfAQuarterIsLeft() throws Exception {
    Series series = everyOther(30);
    turns.run(0, 40);
    assertThat(series.samples().count()).isEqualTo(20);
    assertThat(series.samples().setAside()).isEqualTo(20);
    assertThat(series.samples().max()).isEqualTo(5);
  }

  @Test
  void thereAreMoreRoundsUntilThereAreEnough() throws Exception {
    Series series = every(5, 30);
    turns.run(0, 20);
    assertThat(series.samples().count()).isEqualTo(5);
    assertThat(series.samples().setAside()).isEqualTo(20);
  }

  @Test
  void thereAreNoMoreWhereThatWouldNotDo() throws Exception {
    Series series = every(30, 30);
    turns.run(0, 20);
    assertThat(series.samples().count()).isEqualTo(20);
    assertThat(series.samples().setAside()).isZero();
    assertThat(series.samples().disturbed()).isEqualTo(20);
    assertThat(series.samples().median()).isEqualTo(30);
  }

  @Test
  void thereAreNoMoreThanThreeTimesAsMany() throws Exception {
    Series series = turns.timed(() -> machine.pass(5, machine.now() > 15_000_000));
    turns.run(0, 20);
    assertThat(series.samples().count()).isEqualTo(60);
    assertThat(series.samples().disturbed()).isEqualTo(56);
  }

  @Test
  void aSlowMachineDoesFewerRounds() throws Exception {
    Series series = turns.timed(() -> machine.pass(50_000, false));
    turns.run(0, 20);
    assertThat(series.samples().count()).isEqualTo(4);
  }

  @Test
  void theSlowestDoesTwo() throws Exception {
    Series series = turns.timed(() -> machine.pass(500_000, false));
    turns.run(0, 20);
    assertThat(series.samples().count()).isEqualTo(2);
  }

  @Test
  void twoThatAreComparedCountAlike() throws Exception {
    Series quick = everyOther(30);
    Series slow = turns.timed(() -> machine.pass(500, true));
    turns.run(0, 20);
    Row row = Row.against("n", "w", slow, quick, null);
    assertThat(quick.samples().count()).isEqualTo(10);
    assertThat(row.ours()).isEqualTo(new Samples(Collections.nCopies(20, 500.0), 0, 20));
    assertThat(row.yardstick()).isEqualTo(quick.beside(slow));
    assertThat(quick.beside(slow).count()).isEqualTo(20);
  }

  @Test
  void aDifferenceIsDisturbedWithEitherOfTheTwo() throws Exception {
    Series more = everyOther(30);
    Series less = turns.timed(() -> machine.pass(2, false));
    turns.run(0, 20);
    assertThat(more.minus(less).samples().setAside()).isEqualTo(10);
    assertThat(less.minus(more).samples())
        .isEqualTo(new Samples(Collections.nCopies(10, -3.0), 10, 0));
  }

  private Series everyOther(long disturbedMs) {
    return every(2, disturbedMs);
  }

  /** Is undisturbed one time in so many, and then takes 5 ms. */
  private Series every(int times, long disturbedMs) {
    int[] count = {0};
    return turns.timed(
        () -> {
          boolean disturbed = ++count[0] % times != 0;
          machine.pass(disturbed ? disturbedMs : 5, disturbed);
        });
  }

  /** Its time passes only as it is told to. */
  private static final class PlannedMachine implements Machine {

    private long now;
    private boolean stoodStill;

    void pass(long ms, boolean disturbed) {
      now += ms * 1_000_000;
      stoodStill = disturbed;
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public boolean stoodStill(long begin, long end) {
      return stoodStill;
    }
  }
}
