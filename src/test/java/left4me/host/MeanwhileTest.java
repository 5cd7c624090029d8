package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.Test;

/** What is done while systemd works on a job: a wait as well, whose end is the job's. */
final class MeanwhileTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final List<String> calls = new ArrayList<>();

  private class RecordedJob implements Job {

    @Override
    public UnitName unit() {
      return new UnitName("left4me-server@a.service");
    }

    @Override
    public String path() {
      return "/org/freedesktop/systemd1/job/1";
    }

    @Override
    public JobResult await(Duration limit) {
      calls.add("await");
      return JobResult.DONE;
    }

    @Override
    public boolean cancel() {
      calls.add("cancel");
      return true;
    }
  }

  @Test
  void itIsDoneBeforeTheJobIsWaitedFor() throws Exception {
    assertThat(InstanceUnits.await(new RecordedJob(), () -> calls.add("meanwhile"), LIMIT))
        .isEqualTo(JobResult.DONE);
    assertThat(calls).containsExactly("meanwhile", "await");
  }

  @Test
  void anInterruptOfItWithdrawsTheJob() {
    InterruptedException interrupt = new InterruptedException("by the caller");
    InstanceUnits.Meanwhile interrupted =
        () -> {
          throw interrupt;
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> InstanceUnits.await(new RecordedJob(), interrupted, LIMIT))
        .isSameAs(interrupt);
    assertThat(calls).containsExactly("cancel");
  }

  @Test
  void aFailureOfItWithdrawsTheJobAndIsWhatIsTold() {
    InstanceFilesException failure = new InstanceFilesException("keep", new IOException("disk"));
    InstanceUnits.Meanwhile failing =
        () -> {
          throw failure;
        };
    SystemdException gone = new SystemdException.Disconnected("cancel", "no bus", null);
    Job unreachable =
        new RecordedJob() {
          @Override
          public boolean cancel() {
            super.cancel();
            throw gone;
          }
        };
    assertThatExceptionOfType(InstanceFilesException.class)
        .isThrownBy(() -> InstanceUnits.await(unreachable, failing, LIMIT))
        .isSameAs(failure)
        .satisfies(told -> assertThat(told.getSuppressed()).containsExactly(gone));
    assertThat(calls).containsExactly("cancel");
  }
}
