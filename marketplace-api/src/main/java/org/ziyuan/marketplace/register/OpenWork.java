package org.ziyuan.marketplace.register;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Refuses to end what has something open, and says what. */
@Component
public class OpenWork {

    private final DatabaseClient database;
    private final List<OpenPapers> papers;
    private final MessageSource words;

    OpenWork(DatabaseClient database, List<OpenPapers> papers, MessageSource words) {
        this.database = database;
        this.papers = papers;
        this.words = words;
    }

    /** @throws Refusal {@code organization-has-open} with what there is in both languages */
    Mono<Void> refuse(Organization organization, boolean hasSuccessor) {
        return refuse(organization.id(), organization.name(), hasSuccessor);
    }

    /** The same of one that is known by its name. */
    public Mono<Void> refuse(UUID organization, String name, boolean hasSuccessor) {
        List<String> queries = new ArrayList<>();
        for (OpenPapers one : papers) {
            if (!hasSuccessor || !one.goOnWithASuccessor()) {
                queries.add("select '" + one.what() + "' as what, (" + one.sql() + ")::bigint as number");
            }
        }
        return queries.isEmpty()
                ? Mono.empty()
                : database.sql("select what, number from (" + String.join("\nunion all\n", queries)
                                + ") open where number > 0")
                        .bind("organization", organization)
                        .map(row -> Map.entry(text(row, "what"), read(row, "number", Long.class)))
                        .all()
                        .collectList()
                        .flatMap(open -> open.isEmpty() ? Mono.empty() : Mono.error(refusal(name, open)));
    }

    private Refusal refusal(String name, List<Map.Entry<String, Long>> open) {
        return Refusal.conflict("organization-has-open")
                .with("name", name)
                .with("open", said(open, Locale.SIMPLIFIED_CHINESE, "、"))
                .with("openInEnglish", said(open, Locale.ENGLISH, ", "));
    }

    private String said(List<Map.Entry<String, Long>> open, Locale locale, String between) {
        return open.stream()
                .map(one -> words.getMessage(
                        "organization.open." + one.getKey(),
                        new Object[] {one.getValue()},
                        one.getValue() + " " + one.getKey(),
                        locale))
                .collect(Collectors.joining(between));
    }
}
