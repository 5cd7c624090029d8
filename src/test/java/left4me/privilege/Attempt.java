package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A row of a table: a command line, how to see whether it had its effect, and who may bring it off.
 *
 * @param name what is attempted
 * @param commandLine for the shell of whoever tries
 * @param effect says by what is there afterwards whether it worked
 * @param may the roles for which it has to work; for all others it must not
 * @param tried the roles that try
 * @param undo a line for root's shell, after each try
 */
record Attempt(
    String name, String commandLine, Effect effect, Set<Role> may, Set<Role> tried, String undo) {

  /** Whether it worked. */
  @FunctionalInterface
  interface Effect {
    boolean seen(Answer answer) throws Exception;
  }

  Attempt {
    may = Set.copyOf(may);
    tried = Set.copyOf(tried);
  }

  /** An attempt that nobody may bring off; the control tries only where it may. */
  static Attempt of(String name, String commandLine, Effect effect) {
    return new Attempt(
        name, commandLine, effect, Set.of(), EnumSet.complementOf(EnumSet.of(Role.ROOT)), "true");
  }

  /** An attempt that prints a text if it works. */
  static Attempt prints(String text, String name, String commandLine) {
    return of(name, commandLine, answer -> answer.output().contains(text));
  }

  Attempt may(Role... roles) {
    Set<Role> trying = EnumSet.copyOf(tried);
    Set<Role> allowed = EnumSet.noneOf(Role.class);
    for (Role role : roles) {
      trying.add(role);
      allowed.add(role);
    }
    return new Attempt(name, commandLine, effect, allowed, trying, undo);
  }

  Attempt notBy(Role role) {
    Set<Role> trying = EnumSet.copyOf(tried);
    trying.remove(role);
    return new Attempt(name, commandLine, effect, may, trying, undo);
  }

  Attempt undoneBy(String line) {
    return new Attempt(name, commandLine, effect, may, tried, line);
  }

  /** Each role that tries, with the answer that it has to get. */
  Stream<Try> tries() {
    return tried.stream().sorted().map(role -> new Try(this, role));
  }

  /**
   * One test.
   *
   * @param attempt what
   * @param role who
   */
  record Try(Attempt attempt, Role role) {

    boolean allowed() {
      return attempt.may.contains(role);
    }

    /** Tries, and looks whether it worked for whom it has to, and for nobody else. */
    void check(Cast cast) throws Exception {
      Answer answer = cast.as(role, attempt.commandLine.replace("@ROLE@", role.name()));
      try {
        assertThat(attempt.effect.seen(answer)).as(this + ": " + answer).isEqualTo(allowed());
      } finally {
        Cast.root(attempt.undo).orFail();
      }
    }

    @Override
    public String toString() {
      return role + (allowed() ? " may: " : " may not: ") + attempt.name;
    }
  }
}
