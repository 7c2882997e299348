package org.ziyuan.marketplace.transaction;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The numbers that stand on documents: one scheme, counted per kind and year for the whole province. */
@Component
public class DocumentNumbers {

    /** What is numbered, with the word that follows the one of the office (机关代字), a setting of the province. */
    public enum Kind {
        PURCHASE_ORDER("采订"),
        TREASURY_TRANSFER("支");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private final DatabaseClient database;
    private final Clock clock;

    DocumentNumbers(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The next number of this year, such as 粤教采订〔2026〕000001号; no number is given twice. It is asked for before a
     * document's transaction and commits by itself, so a document that is then refused leaves a gap; inside, every school
     * would wait for that transaction.
     *
     * <p>Nor does one wait for the disk while others wait for the row: whatever carries the number is committed later, and a
     * commit that has reached the disk has all before it there too.
     */
    public Mono<String> next(Kind kind) {
        int year = LocalDate.now(clock).getYear();
        return database.sql("""
                        with at_once as materialized (select set_config('synchronous_commit', 'off', true))
                        insert into document_number (kind, fiscal_year, last)
                        select :kind, cast(:year as int), 1 from at_once
                        on conflict (kind, fiscal_year) do update set last = document_number.last + 1
                        returning document_number_of(:word, fiscal_year, last)
                        """)
                .bind("kind", kind.name())
                .bind("word", kind.word)
                .bind("year", year)
                .mapValue(String.class)
                .one();
    }
}
