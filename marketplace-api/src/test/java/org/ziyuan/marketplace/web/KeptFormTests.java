package org.ziyuan.marketplace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
    void doesNotFillASessionWithABookOfText() {
        new KeptForm("/orders/1", Map.of("remark", "字".repeat(100_000)), "", "不行。").keepIn(session);

        assertThat(KeptForm.takeFrom(session, "/orders/1")).isEqualTo(KeptForm.nothing());
    }
}
