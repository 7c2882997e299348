package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Makes a context of this JVM a second node of the running market: the same database, the same search. */
public final class SecondNode implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("second-systemEnvironment", settings()));
    }

    private static Map<String, Object> settings() {
        try {
            return new HashMap<>(TwoNodesTests.sharing(RunningMarket.shared()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A purchase that has come to its invoice, with the ids of its papers by their names. */
    public static Map<String, String> papersOfAPurchase() {
        School school = School.of(RunningMarket.shared(), "s0071", "v01");
        UUID order = school.order(School.offer("104c9yv", "pupil_year"), 2);
        String state = school.deliver(order).path("state").asString();
        UUID draft = school.draft(School.offer("104c9yv", "pupil_year"), 3);
        String licence = school.purchaser
                .get("/api/v1/licences")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        if (!state.equals("INVOICED")) {
            throw new AssertionError("the purchase is " + state);
        }
        return Map.of(
                "order", order.toString(),
                "requisition", school.requisitionOf(order),
                "draft", draft.toString(),
                "line", school.line.toString(),
                "licence", licence,
                "listing", School.listing("104c9yv").toString(),
                "offer", School.offer("104c9yv", "pupil_year").toString());
    }
}
