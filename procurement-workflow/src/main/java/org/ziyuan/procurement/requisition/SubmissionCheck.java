package org.ziyuan.procurement.requisition;

import java.util.UUID;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Refuses a draft that would come to nothing once it is handed in; nothing of it stays set aside then. */
public interface SubmissionCheck {

    /** @throws Refusal why it would come to nothing */
    Mono<Void> allow(UUID requisition, Actor actor);
}
