package org.ziyuan.marketplace.vocabulary;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Keeps this node's vocabulary like the database's: what was added on another node is known here two seconds later. */
@Component
class VocabularyUpkeep extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final AddedWords words;
    private final AtomicLong known = new AtomicLong();

    VocabularyUpkeep(AddedWords words) {
        super(PAUSE, true);
        this.words = words;
    }

    @Override
    protected Mono<?> round() {
        return words.extent()
                .filter(extent -> extent != known.get())
                .flatMap(extent -> words.standing().doOnNext(standing -> {
                    KnownTerms.know(standing);
                    known.set(extent);
                }));
    }
}
