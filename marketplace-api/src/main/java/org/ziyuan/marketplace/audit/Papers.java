package org.ziyuan.marketplace.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Finds the papers that journals and audit entries name by their ids: what they are and how people call them. */
@Component
public class Papers {

    private final DatabaseClient database;
    private final List<PaperSource> sources;

    public Papers(DatabaseClient database, List<PaperSource> sources) {
        this.database = database;
        this.sources = sources;
    }

    /**
     * A document.
     *
     * @param kind order, payment, tranche and so on
     * @param number how people call it: a number, a date or a year
     * @param page the paper on whose page it is read, often itself
     * @param year of an allocation or a tranche, else null
     * @param open whether the reader may see that page, as far as its organization says; the page itself asks again
     */
    public record Paper(
            String kind, String number, UUID page, @Nullable Integer year, boolean open) {}

    /**
     * What is no paper of any feature, such as money that was there before the first allocation, is left out. The papers
     * themselves ask nobody's sight: the reader of a figure sees what it is about.
     */
    public Mono<Map<UUID, Paper>> of(Collection<UUID> ids, Actor reader) {
        Set<UUID> wanted = new HashSet<>(ids);
        return wanted.isEmpty() ? Mono.just(Map.of()) : find(wanted, reader);
    }

    private Mono<Map<UUID, Paper>> find(Set<UUID> ids, Actor reader) {
        return bindTo(database.sql("with wanted as (select unnest(:papers) as id)\n" + sql()), reader)
                .bind("papers", ids.toArray(UUID[]::new))
                .map(Rows.as(Found.class))
                .all()
                .filter(Found::isIt)
                .collectMap(Found::id, Found::paper);
    }

    /** An expression for how people call the paper with this id, in a query that {@link #bindTo} gives its values. */
    public String numberOf(String id) {
        return "(with wanted as (select %s as id) select string_agg(p.number, ' ') from (%s) p where p.place is null and p.id = %s)"
                .formatted(id, sql(), id);
    }

    /** The papers in the relation {@code wanted}, in a query that {@link #bindTo} gives its values. */
    String sql() {
        return sources.stream().map(PaperSource::sql).collect(Collectors.joining("union all\n"));
    }

    /** Binds what the papers of this reader name. */
    public static GenericExecuteSpec bindTo(GenericExecuteSpec query, Actor reader) {
        return Sight.MONEY.bindTo(query, reader).bind("above", Sight.ALLOCATIONS.seesBelow(reader));
    }

    /** @param place where the id is written nowhere and follows from the kind, the page and this number; else null */
    private record Found(UUID id, Paper paper, @Nullable Integer place) {

        boolean isIt() {
            return place == null
                    || Ids.derived(paper.kind(), paper.page(), place).equals(id);
        }
    }
}
