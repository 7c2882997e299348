package org.ziyuan.marketplace.web;

import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/** Something that a page shows and that can change before the page's reader decides: each feature brings its own. */
public interface ShownDocument {

    /** Its name: the words of its facts are {@code shown.<name>.<fact>}, those of its state {@code state.<name>.<STATE>}. */
    String name();

    /** Locks it as the acts on it do, and first: from here to the end of the transaction it stays as it is. */
    Mono<Void> lock(UUID id);

    /**
     * What a person is shown of it and decides by, in the order of the page; what does not matter to a decision is left
     * out, or somebody would be refused for nothing. Refuses with not-found what the actor may not see.
     */
    Mono<Map<String, Object>> facts(UUID id, Actor actor);
}
