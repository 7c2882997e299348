package org.ziyuan.marketplace.audit;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant.Violation;
import reactor.core.publisher.Flux;

/**
 * The last entries of all chains, to be kept outside the database. A forger who rewrites history and computes every
 * hash anew makes a whole chain, but not the one whose head was kept.
 */
@Component
public class ChainHeads {

    private static final int AT_ONCE = 1_000;

    private final DatabaseClient database;
    private final Map<String, HashChain> chains;

    ChainHeads(DatabaseClient database, Collection<HashChain> chains) {
        this.database = database;
        this.chains = chains.stream().collect(Collectors.toMap(HashChain::name, Function.identity()));
    }

    /** The heads of now, always in the same order. */
    public Flux<ChainHead> now() {
        return Flux.fromStream(() -> chains.values().stream().sorted(Comparator.comparing(HashChain::name)))
                .concatMap(this::headsOf);
    }

    /** That the chains of now still contain these heads, and as many entries up to each as there were then. */
    public Invariant contain(Flux<ChainHead> kept) {
        return new Invariant() {
            @Override
            public String code() {
                return "anchored-heads";
            }

            @Override
            public Flux<Violation> check() {
                return kept.bufferUntilChanged(ChainHead::chain)
                        .concatMap(sameChain ->
                                Flux.fromIterable(sameChain).buffer(AT_ONCE).concatMap(ChainHeads.this::missing));
            }
        };
    }

    private Flux<ChainHead> headsOf(HashChain chain) {
        return database.sql("""
                        select c.%3$s as owner, e.seq, encode(e.hash, 'hex') as hash, e.%4$s as at,
                               (select count(*) from %2$s n where n.%3$s = c.%3$s) as entries
                          from %1$s c cross join lateral (
                            select x.seq::bigint as seq, x.hash, x.%4$s from %2$s x where x.%3$s = c.%3$s
                             order by x.seq desc limit 1) e
                         order by c.%3$s
                        """.formatted(chain.chains(), chain.entries(), chain.owner(), chain.moment()))
                .map(row -> new ChainHead(
                        chain.name(),
                        id(row, "owner"),
                        read(row, "seq", Long.class),
                        text(row, "hash"),
                        time(row, "at").toInstant(),
                        read(row, "entries", Long.class)))
                .all();
    }

    private Flux<Violation> missing(List<ChainHead> heads) {
        ChainHead first = heads.get(0);
        HashChain chain = chains.get(first.chain());
        if (chain == null) {
            return Flux.just(new Violation("chain " + first.chain(), "is named in the file and unknown here"));
        }
        return database.sql("""
                        select h.owner, h.seq, h.hash as kept, encode(e.hash, 'hex') as found, h.entries as kept_entries,
                               (select count(*) from %1$s n where n.%2$s = h.owner and n.seq <= h.seq) as found_entries
                          from unnest(:owners, :seqs, :hashes, :entries) with ordinality h (owner, seq, hash, entries, at)
                          left join %1$s e on e.%2$s = h.owner and e.seq = h.seq
                         where h.hash is distinct from encode(e.hash, 'hex')
                            or h.entries <> (select count(*) from %1$s n where n.%2$s = h.owner and n.seq <= h.seq)
                         order by h.at
                        """.formatted(chain.entries(), chain.owner()))
                .bind("owners", heads.stream().map(ChainHead::owner).toArray(UUID[]::new))
                .bind("seqs", heads.stream().map(ChainHead::seq).toArray(Long[]::new))
                .bind("hashes", heads.stream().map(ChainHead::hash).toArray(String[]::new))
                .bind("entries", heads.stream().map(ChainHead::count).toArray(Long[]::new))
                .map(row -> new Violation(
                        "%s %s/%s".formatted(chain.entries(), row.get("owner"), row.get("seq")),
                        "was kept as %s after %s entries and is %s after %s: history was rewritten"
                                .formatted(
                                        row.get("kept"),
                                        row.get("kept_entries"),
                                        Objects.requireNonNullElse(row.get("found"), "gone"),
                                        row.get("found_entries"))))
                .all();
    }
}
