package org.ziyuan.marketplace.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one call that moves money: any number of journals in one round trip, each with an answer of its own. */
@Component
class PostJournals {

    /** Commits an empty message, which takes everything before it to the disk and to whatever standby is waited for. */
    private static final String FLUSH = "select pg_logical_emit_message(true, 'ledger', '')";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    PostJournals(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Posts in the transaction that is under way, or in one of its own.
     *
     * @param keepRefusals whether sticky refusals are written down at once, which only makes sense when this commits
     *     although something was refused
     * @return the answers in the order of the journals; refusals are answers too
     */
    Mono<List<PostingAnswer>> call(List<Journal> journals, boolean keepRefusals) {
        return Mono.defer(
                () -> answers(new JournalColumns(journals).call(database, LocalDate.now(clock), keepRefusals)));
    }

    /**
     * Posts in a transaction that commits without waiting for the disk, so that its locks are free while the disk works,
     * and then waits for the disk. The wait is on the same connection: a server that went away in between took the
     * connection with it, so whoever is answered here was written.
     *
     * @param committed is told when the transaction has committed; nobody may be answered before the whole completes
     * @return the answers in the order of the journals, when the disk has them; refusals are kept at once
     */
    Mono<List<PostingAnswer>> callAndFlush(List<Journal> journals, Runnable committed) {
        return database.inConnection(connection -> {
            DatabaseClient here = DatabaseClient.create(new SingleConnectionFactory(
                    connection, database.getConnectionFactory().getMetadata(), true));
            return answers(new JournalColumns(journals).callWithoutWaiting(here, LocalDate.now(clock)))
                    .doOnNext(answers -> committed.run())
                    .flatMap(answers -> here.sql(FLUSH).then().thenReturn(answers));
        });
    }

    private Mono<List<PostingAnswer>> answers(DatabaseClient.GenericExecuteSpec call) {
        return call.mapValue(String.class).one().map(this::answers);
    }

    private List<PostingAnswer> answers(String array) {
        return Arrays.asList(json.readValue(array, PostingAnswer[].class));
    }

    /** Writes a sticky refusal down, outside the transaction that it has rolled back. */
    Mono<Void> keep(Journal refused, PostingAnswer answer) {
        Journal.Header header = refused.header();
        return database.sql("""
                        select keep_journal_refusal(:id, :content, :kind, :document_type, :document, :answer::jsonb)
                        """)
                .bind("id", header.id())
                .bind("content", JournalColumns.content(refused))
                .bind("kind", header.event().kind())
                .bind("document_type", header.documentType())
                .bind("document", header.documentId())
                .bind("answer", json.writeValueAsString(answer))
                .then();
    }
}
