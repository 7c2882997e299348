package org.ziyuan.marketplace.intake.kept;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of a file before it is applied. */
@Configuration(proxyBeanMethods = false)
class ShownIntake {

    @Bean
    static ShownDocument shownIntake(Intakes intakes, ApplyIntake apply) {
        return ShownDocument.of(
                "intake",
                apply::lock,
                (id, actor) -> intakes.find(id, actor)
                        .map(found -> ShownDocument.facts(
                                "state", found.state(), "added", found.added(), "changed", found.changed())));
    }
}
