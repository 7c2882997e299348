package org.ziyuan.marketplace.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.server.MockWebSession;

class KeptFormTests {

    private final MockWebSession session = new MockWebSession();

    @Test
    void showsWhatWasTypedOnceAndOnlyOnItsOwnPage() {
        new KeptForm("/orders/1", Map.of("remark", "抽查 a=b&c"), "remark", "备注太长。").keepIn(session);

        KeptForm kept = KeptForm.takeFrom(session, "/orders/1");

        assertThat(kept.of("remark", "")).isEqualTo("抽查 a=b&c");
        assertThat(kept.of("reason", "无")).isEqualTo("无");
        assertThat(kept.field()).isEqualTo("remark");
        assertThat(kept.sentence()).isEqualTo("备注太长。");
        assertThat(KeptForm.takeFrom(session, "/orders/1")).isEqualTo(KeptForm.nothing());
    }

    @Test
    void isForgottenWhenThePersonGoesElsewhere() {
        new KeptForm("/orders/1", Map.of("remark", "抽查"), "", "不行。").keepIn(session);

        assertThat(KeptForm.takeFrom(session, "/orders/2")).isEqualTo(KeptForm.nothing());
    }

    @Test
    void neverKeepsWhatProvesSomething() {
        Map<String, String> typed =
                Map.of("old", "geheim-1", "wanted", "geheim-2", "again", "geheim-3", "_csrf", "t", "login", "wang");
        new KeptForm("/account", typed, "", "").keepFor(new UUID(0, 1), new UUID(0, 2), "/account", session);

        assertThat(session.getAttributes().values())
                .allMatch(kept -> !kept.toString().contains("geheim"));
        assertThat(KeptForm.waitingFor(new UUID(0, 1), session)).isNotNull();
        assertThat(KeptForm.takeFrom(session, "/account").typed()).containsExactly(Map.entry("login", "wang"));
    }

    @Test
    void waitsForItsWriterAndIsThrownAwayForAnybodyElse() {
        UUID writer = new UUID(0, 1);
        KeptForm form = new KeptForm("/orders/1", Map.of("remark", "抽查\n第二行 100% = 好"), "", "还在。", List.of("金额：1 → 2"));
        form.keepFor(writer, new UUID(0, 2), "/orders/1?a=b", session);

        assertThat(KeptForm.takeFrom(session, "/orders/1"))
                .as("nobody is signed in")
                .isEqualTo(KeptForm.nothing());
        assertThat(KeptForm.waitingFor(writer, session)).isEqualTo(new WaitingForm(new UUID(0, 2), "/orders/1?a=b"));
        assertThat(KeptForm.takeFrom(session, "/orders/1")).isEqualTo(form);

        form.keepFor(writer, new UUID(0, 2), "/orders/1", session);
        assertThat(KeptForm.waitingFor(new UUID(0, 3), session)).isNull();
        assertThat(KeptForm.takeFrom(session, "/orders/1")).isEqualTo(KeptForm.nothing());
        assertThat(KeptForm.waitingFor(writer, session)).isNull();
    }

    @Test
    void doesNotFillASessionWithABookOfText() {
        new KeptForm("/orders/1", Map.of("remark", "字".repeat(100_000)), "", "不行。").keepIn(session);

        assertThat(KeptForm.takeFrom(session, "/orders/1")).isEqualTo(KeptForm.nothing());
    }
}
