package org.ziyuan.marketplace.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator adds a term, or another spelling of one, or takes back what was added. */
@Component
public class AddWord {

    private static final int LONGEST = 40;
    private static final TextField VALUE = TextField.name("value", 2, LONGEST);
    private static final TextField WRITTEN = TextField.name("written", 2, LONGEST);
    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final AddedWords words;
    private final VocabularyUpkeep upkeep;

    AddWord(
            DatabaseClient database,
            MoneyTransactions transactions,
            AuditLog audit,
            AddedWords words,
            VocabularyUpkeep upkeep) {
        this.database = database;
        this.transactions = transactions;
        this.audit = audit;
        this.words = words;
        this.upkeep = upkeep;
    }

    /**
     * Adds one; every node knows it within seconds, and search makes its index anew behind the old one.
     *
     * @param id of the change; the same id twice is one change
     * @param value a term that is there, or a new one
     * @param written another spelling of it; empty where the value itself is new
     * @throws Refusal {@code role-required}, {@code text-length}, {@code text-character}, {@code reason-required}; {@code
     *     facet-unknown} for another spelling of no term; {@code facet-word-taken} with what the word means already
     */
    public Mono<Void> add(UUID id, Facet facet, String value, String written, String reason, Actor operator) {
        return Mono.fromCallable(() -> {
                    operator.require(Role.OPERATOR);
                    String term = VALUE.read(value);
                    return new Wish(
                            id,
                            facet,
                            term,
                            written.isBlank() ? term : WRITTEN.read(written),
                            false,
                            REASON.read(reason));
                })
                .flatMap(wish -> said(wish, operator));
    }

    /** Takes a word back, once. @throws Refusal as {@link #add}; {@code vocabulary-word-not-found}, {@code facet-word-over} */
    public Mono<Void> withdraw(UUID word, String reason, Actor operator) {
        return Mono.fromCallable(() -> {
                    operator.require(Role.OPERATOR);
                    return REASON.read(reason);
                })
                .flatMap(why -> words.find(word)
                        .map(added -> new Wish(
                                Ids.derived("word-withdrawn", word, ""),
                                added.facet(),
                                added.value(),
                                added.written(),
                                true,
                                why)))
                .flatMap(wish -> said(wish, operator));
    }

    private Mono<Void> said(Wish wish, Actor operator) {
        return transactions
                .execute(database.sql("select pg_advisory_xact_lock(hashtext('vocabulary'))")
                        .fetch()
                        .rowsUpdated()
                        .then(words.standing())
                        .flatMap(standing -> write(wish, standing, operator)))
                .then(upkeep.round())
                .then();
    }

    private Mono<Void> write(Wish wish, List<AddedWord> standing, Actor operator) {
        return database.sql("select from vocabulary_word where id = :id")
                .bind("id", wish.id())
                .fetch()
                .first()
                .hasElement()
                .filter(already -> !already)
                .doOnNext(fresh -> wish.check(standing))
                .flatMap(fresh -> insert(wish, operator))
                .flatMap(written -> audit.record(
                        operator,
                        "vocabulary.changed",
                        "vocabulary",
                        wish.id(),
                        Map.of(
                                "facet", wish.facet().key(),
                                "value", wish.value(),
                                "written", wish.written(),
                                "withdrawn", wish.withdrawn())));
    }

    /** A code is the letter of its facet and the next number, and is never given again. */
    private Mono<Long> insert(Wish wish, Actor operator) {
        return database.sql("""
                        insert into vocabulary_word (id, facet, code, value, written, withdrawn, reason, said_by, said_by_name)
                        values (:id, :facet,
                                cast(:letter as text) || (select greatest(:last, max(substr(code, 2)::int)) + 1
                                                            from vocabulary_word where facet = :facet),
                                :value, :written, :withdrawn, :reason, :by, :byName)
                        """)
                .bind("id", wish.id())
                .bind("facet", wish.facet().name())
                .bind("letter", Parameter.fromOrEmpty(wish.letter(), String.class))
                .bind("last", FacetTerm.LAST_BUILT_IN)
                .bind("value", wish.value())
                .bind("written", wish.written())
                .bind("withdrawn", wish.withdrawn())
                .bind("reason", wish.reason())
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .fetch()
                .rowsUpdated();
    }

    private record Wish(UUID id, Facet facet, String value, String written, boolean withdrawn, String reason) {

        /** Where it adds a term, the letter of its code. */
        @Nullable
        String letter() {
            return !withdrawn && written.equals(value) ? facet.letter() : null;
        }

        void check(List<AddedWord> standing) {
            if (withdrawn) {
                require(standing.stream().anyMatch(this::isSame), Refusal.conflict("facet-word-over"));
                return;
            }
            KnownTerms known = KnownTerms.with(standing);
            FacetTerm meant = known.written(facet, value);
            require(
                    written.equals(value) || meant != null && meant.value().equals(value),
                    Refusal.invalid("facet-unknown").with("field", "value").with("value", value));
            Stream.of(Facet.values()).forEach(any -> {
                FacetTerm taken = known.written(any, written);
                require(
                        taken == null,
                        Refusal.conflict("facet-word-taken")
                                .with("field", written.equals(value) ? "value" : "written")
                                .with("value", taken == null ? "" : taken.value()));
            });
        }

        private boolean isSame(AddedWord word) {
            return word.facet() == facet && word.written().equals(written);
        }

        private static void require(boolean holds, Refusal otherwise) {
            if (!holds) {
                throw otherwise;
            }
        }
    }
}
