package org.ziyuan.storefront.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.transaction.Ids;
import tools.jackson.databind.json.JsonMapper;

/** A password is taken in two round trips: the attempt is counted and the person read, then all is written at once. */
@CountedMarket
class SignInTripsTests {

    private static final String LOGIN = "s0075.purchaser";
    private static final String PASSWORD = "a sentence that only I know";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Test
    void aPasswordIsTakenInTwoRoundTrips() {
        UUID person = Ids.derived("demo-person", LOGIN);
        accounts.hash(PASSWORD, LOGIN)
                .flatMap(hash -> accounts.choosePassword(person, hash))
                .block();

        Visitors.Told first = signIn(new Visitors(port), PASSWORD);
        Visitors.Told again = signIn(new Visitors(port), PASSWORD);

        assertThat(first.json().path("personId").asString()).isEqualTo(person.toString());
        assertThat(again.asked().questions()).hasSize(2);
    }

    private static Visitors.Told signIn(Visitors visitors, String password) {
        String proof = JsonMapper.shared().writeValueAsString(Map.of("login", LOGIN, "password", password));
        return visitors.ask("guest", "POST", "/api/v1/session", proof);
    }
}
