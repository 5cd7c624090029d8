package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to the example web tier when too much is wanted. */
@Timeout(180)
final class WebTierLimitIT {

  private static final int MORE_THAN_ENOUGH = 100;

  @RegisterExtension static final WebTier TIER = new WebTier();

  @Test
  void streamsHaveALimitAndAllElseGoesOn() throws Exception {
    List<EventReader> open = new ArrayList<>();
    try {
      HttpResponse<InputStream> response = TIER.open(WebTier.request("/events"));
      while (response.statusCode() == 200 && open.size() < MORE_THAN_ENOUGH) {
        open.add(new EventReader(response));
        response = TIER.open(WebTier.request("/events"));
      }
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(TIER.send("GET", "/servers").statusCode()).isEqualTo(200);
      TIER.initialize("web-full", "port: 27321\n");
      for (EventReader each : open) {
        assertThat(each.next().name()).isEqualTo("servers");
        assertThat(each.next().data().text("name")).isEqualTo("web-full");
      }
    } finally {
      for (EventReader each : open) {
        each.close();
      }
    }
  }
}
