package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import left4me.lab.A2s;
import left4me.lab.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the example web tier tells while it happens, and goes on with when its client has gone. */
@Timeout(180)
final class WebTierEventsIT {

  @RegisterExtension static final WebTier TIER = new WebTier();

  /** A server that is deaf stays long enough for its stop to be seen under way. */
  @Test
  void stepsAreToldAsTheyHappen() throws Exception {
    TIER.initialize("web-deaf", "port: 27306\narguments: [+stand_in_ignore_int, yes]\n");
    TIER.done("start", "web-deaf");
    A2s.hostname(27306);
    try (EventReader events = TIER.events("/events");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    TIER.open(
                            WebTier.request("/servers/web-deaf/stop")
                                .POST(BodyPublishers.noBody())
                                .header("Origin", WebTier.ORIGIN))
                        .body(),
                    StandardCharsets.UTF_8))) {
      assertThat(JsonValue.parse(lines.readLine()).text("step")).isEqualTo("Stopping the server");
      events.next(is("web-deaf", "deactivating"));
      assertThat(TIER.status("web-deaf").text("state")).isEqualTo("deactivating");
      Command.run("systemctl", "kill", "-s", "KILL", "left4me-server@web-deaf.service").orFail();
      List<String> rest = lines.lines().toList();
      assertThat(JsonValue.parse(rest.getLast()).text("outcome")).isEqualTo("DONE");
    }
  }

  private static Predicate<EventReader.Received> is(String name, String state) {
    return event ->
        event.name().equals("status")
            && event.data().text("name").equals(name)
            && event.data().text("state").equals(state);
  }

  @Test
  void aLogIsFollowedLiveWhileTheServerStarts() throws Exception {
    TIER.initialize("web-log", "port: 27307\nconfig: ['hostname \"first\"']\n");
    try (EventReader log = TIER.events("/servers/web-log/log")) {
      TIER.done("start", "web-log");
      JsonValue line = log.next(event -> event.data().text("text").contains("first")).data();
      assertThat(line.text("priority")).isEqualTo("info");
      assertThat(line.text("program")).isEqualTo("left4me-server");
      log.next(event -> event.data().text("text").contains("servers successful"));
    }
    try (EventReader log = TIER.events("/servers/web-log/log")) {
      log.next(event -> event.data().text("text").contains("first"));
    }
  }

  @Test
  void eachChangeIsToldInOrderToAllThatListen() throws Exception {
    try (EventReader before = TIER.events("/events")) {
      before.next();
      TIER.initialize("web-events", "port: 27308\n");
      // The hub hears of it by its watch, which may be later than the answer.
      before.next(
          is("web-events", "inactive")
              .and(event -> event.data().text("initialized").equals("true")));
    }
    try (EventReader one = TIER.events("/events");
        EventReader other = TIER.events("/events")) {
      for (EventReader each : List.of(one, other)) {
        EventReader.Received first = each.next();
        assertThat(first.name()).isEqualTo("servers");
        assertThat(first.data().items())
            .anySatisfy(status -> assertThat(status.text("name")).isEqualTo("web-events"));
      }
      TIER.done("start", "web-events");
      TIER.done("stop", "web-events");
      // Before it is deleted: whether it is there is told as it is when the hub comes to a change.
      for (EventReader each : List.of(one, other)) {
        assertThat(statesUntilItIsDown(each, "web-events"))
            .containsExactly("inactive", "activating", "active", "deactivating", "inactive");
      }
      assertThat(WebTier.last(TIER.send("DELETE", "/servers/web-events")).text("outcome"))
          .isEqualTo("DONE");
      for (EventReader each : List.of(one, other)) {
        JsonValue status;
        do {
          status = statusOf(each, "web-events");
          assertThat(status.text("state")).isEqualTo("inactive");
        } while (!status.text("initialized").equals("false"));
      }
    }
  }

  /** The states that a server went through, each once where it stayed. */
  private static List<String> statesUntilItIsDown(EventReader events, String name)
      throws Exception {
    List<String> states = new ArrayList<>(List.of("inactive"));
    while (states.size() == 1 || !states.getLast().equals("inactive")) {
      String state = statusOf(events, name).text("state");
      if (!state.equals(states.getLast())) {
        states.add(state);
      }
    }
    return states;
  }

  private static JsonValue statusOf(EventReader events, String name) throws Exception {
    return events.next(event -> event.data().text("name").equals(name)).data();
  }

  @Test
  void aClientThatGoesAwayLeavesNoProcessBehind() throws Exception {
    TIER.initialize("web-gone", "port: 27309\n");
    Set<Long> before = WebTier.processes("journalctl");
    Set<Long> mine = new HashSet<>();
    try (EventReader log = TIER.events("/servers/web-gone/log")) {
      TIER.done("start", "web-gone");
      log.next();
      mine.addAll(WebTier.processes("journalctl"));
      mine.removeAll(before);
      assertThat(mine).hasSize(1);
    }
    for (long pid : mine) {
      ProcessHandle.of(pid)
          .map(ProcessHandle::onExit)
          .ifPresent(exit -> assertThat(exit).succeedsWithin(60, TimeUnit.SECONDS));
    }
    assertThat(WebTier.processes("journalctl")).doesNotContainAnyElementsOf(mine);
  }

  @Test
  void aServerIsStartedThoughTheClientHasGone() throws Exception {
    TIER.initialize("web-alone", "port: 27310\n");
    try (EventReader events = TIER.events("/events");
        Socket socket = WebTier.connected()) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              """
              POST /servers/web-alone/start HTTP/1.1\r
              Host: 127.0.0.1:8027\r
              Origin: http://127.0.0.1:8027\r
              Content-Length: 0\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      // The first byte of the answer: it has been heard.
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.close();
      events.next(is("web-alone", "active"));
    }
    assertThat(A2s.hostname(27310)).isNotEmpty();
  }
}
