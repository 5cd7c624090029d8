package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;

/**
 * The journal of the servers' own (systemd's {@code LogNamespace=}), read with {@code
 * journalctl(1)}: there is no other interface to it but a C library's.
 */
final class Journal {

  private static final String NAMESPACE = "left4me";

  /** systemd reads none after the year 9999, and none before 1970. */
  private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T23:59:59Z");

  /** How long to wait for lines that only explain what is known already. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Journal() {}

  /**
   * Which entries are wanted.
   *
   * @param units of these units
   * @param request which of theirs
   * @param afterCursor if present, those alone that came after the entry with this cursor
   * @param until if present, those alone that are dated no later
   */
  record Query(
      List<UnitName> units,
      LogRequest request,
      Optional<String> afterCursor,
      Optional<Instant> until) {

    /** Those of some units that a request is for. */
    Query(List<UnitName> units, LogRequest request) {
      this(units, request, Optional.empty(), Optional.empty());
    }

    static Query of(Collection<InstanceName> names, LogRequest request) {
      List<UnitName> units = new ArrayList<>();
      for (InstanceName name : names) {
        units.addAll(UnitNames.all(name));
      }
      return new Query(List.copyOf(units), request);
    }

    /** The last of the same entries that there are already. */
    Query past() {
      return with(request.lines(), false, request.since(), afterCursor);
    }

    /**
     * The same entries, but none from before a moment, by the clock that the journal has them dated
     * by. What comes between that and when journalctl begins to read is among them.
     */
    Query from(Instant moment) {
      Optional<Instant> later = request.since().filter(since -> since.isAfter(moment));
      return with(LogRequest.ALL, request.follow(), Optional.of(later.orElse(moment)), afterCursor);
    }

    /**
     * The same entries as far as they came after one, and those that there are already. Of a server
     * that prints more than is taken meanwhile, these would have no end without a moment.
     */
    Query restAfter(Optional<String> cursor, Instant until) {
      Query rest = after(cursor, false);
      return new Query(units, rest.request, rest.afterCursor, Optional.of(until));
    }

    /** The same entries as far as they came after one, and those to come. */
    Query followedAfter(Optional<String> cursor) {
      return after(cursor, true);
    }

    private Query after(Optional<String> cursor, boolean follow) {
      // Of a moment and an entry, journalctl takes one; the entry is the later of the two.
      Optional<Instant> since = cursor.isPresent() ? Optional.empty() : request.since();
      return with(LogRequest.ALL, follow, since, cursor);
    }

    private Query with(
        int lines, boolean follow, Optional<Instant> since, Optional<String> cursor) {
      return new Query(
          units, new LogRequest(lines, follow, since, request.invocation()), cursor, until);
    }

    private static String text(Instant moment) {
      Instant notTooEarly = moment.isBefore(Instant.EPOCH) ? Instant.EPOCH : moment;
      Instant readable = notTooEarly.isAfter(LAST_MOMENT) ? LAST_MOMENT : notTooEarly;
      return String.format(
          Locale.ROOT, "@%d.%06d", readable.getEpochSecond(), readable.getNano() / 1000);
    }

    List<String> command() {
      List<String> words =
          new ArrayList<>(
              List.of(
                  "/usr/bin/journalctl",
                  "--namespace=" + NAMESPACE,
                  "--quiet",
                  "--no-pager",
                  "--output=json",
                  // Else a long line is left out.
                  "--all",
                  "--output-fields=" + String.join(",", JournalEntry.FIELDS),
                  "--lines=" + (request.lines() == LogRequest.ALL ? "all" : request.lines())));
      if (request.follow()) {
        words.add("--follow");
      }
      request.since().ifPresent(moment -> words.add("--since=" + text(moment)));
      until.ifPresent(moment -> words.add("--until=" + text(moment)));
      afterCursor.ifPresent(cursor -> words.add("--after-cursor=" + cursor));
      request.invocation().ifPresent(id -> words.add("_SYSTEMD_INVOCATION_ID=" + id));
      // Matches of one field are alternatives.
      units.forEach(unit -> words.add("_SYSTEMD_UNIT=" + unit.value()));
      return words;
    }
  }

  /**
   * Reads all entries of a query that does not follow. There may be any number of them, so none is
   * kept here.
   *
   * @param reader gets each
   */
  static void read(Query query, Consumer<JournalEntry> reader)
      throws JournalException, InterruptedException {
    try (JournalStream stream = JournalStream.open(query)) {
      for (Optional<JournalEntry> entry = stream.nextEntry(PATIENCE);
          entry.isPresent();
          entry = stream.nextEntry(PATIENCE)) {
        reader.accept(entry.get());
      }
    }
  }
}
