package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The licences in force that reach an actor: those of the organization acted for and of every bureau above it. */
@Component
public class LicencesInForce {

    private static final String REACHING = """
            l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())
            and (h.id = :own or starts_with(:path, h.path || '.'))
            """;

    private final DatabaseClient database;

    LicencesInForce(DatabaseClient database) {
        this.database = database;
    }

    /** Seats of licences in force: how many there are, and how many are free. */
    public record Stock(long total, long free) {}

    /**
     * What a school has before it buys.
     *
     * @param licensed those of the listings asked for that a licence in force reaches it for
     * @param census its pupils by level, as counted for the year or, where they are not in yet, for the year before
     * @param grades its pupils by grade, the first grade first; empty where they were not counted by grade
     */
    public record OfSchool(Set<UUID> licensed, Map<String, Integer> census, List<Integer> grades) {

        private static OfSchool of(Readable row) {
            String[] levels = read(row, "levels", String[].class);
            Integer[] pupils = read(row, "pupils", Integer[].class);
            return new OfSchool(
                    Set.of(read(row, "licensed", UUID[].class)),
                    IntStream.range(0, levels.length)
                            .boxed()
                            .collect(Collectors.toMap(place -> levels[place], place -> pupils[place])),
                    List.of(read(row, "grades", Integer[].class)));
        }
    }

    /** What the school acted for has of these listings, in one question; empty where it is no school. */
    public Mono<OfSchool> ofSchool(Collection<UUID> listings, int year, Actor actor) {
        return reaching(database.sql("""
                        select array(select c.level from census_of(s.id, :year) c order by c.level) as levels,
                               array(select c.pupils from census_of(s.id, :year) c order by c.level) as pupils,
                               array(select sum(g.pupils)::int
                                       from census_of(s.id, :year) c, unnest(c.grades) with ordinality g(pupils, grade)
                                      group by g.grade order by g.grade) as grades,
                               array(select distinct l.listing_id
                                       from licence l join organization h on h.id = l.holder_id
                                      where l.listing_id = any(:listings) and %s) as licensed
                          from organization s where s.id = :own and s.kind = 'school'
                        """.formatted(REACHING)), actor)
                .bind("listings", listings.toArray(UUID[]::new))
                .bind("year", year)
                .map(OfSchool::of)
                .one();
    }

    /** How many seats of a listing there are; empty where no licence in force counts seats. */
    public Mono<Stock> stock(UUID listing, Actor actor) {
        return reaching(database.sql("""
                        select coalesce(sum(l.seats_total), 0)::bigint as total, coalesce(sum(p.free), 0)::bigint as free
                          from licence l
                          join organization h on h.id = l.holder_id
                          join seat_pool p on p.licence_id = l.id
                         where l.listing_id = :listing and
                        """ + REACHING), actor)
                .bind("listing", listing)
                .map(Rows.as(Stock.class))
                .one()
                .filter(stock -> stock.total() > 0);
    }

    private static GenericExecuteSpec reaching(GenericExecuteSpec query, Actor actor) {
        return query.bind("own", actor.organizationId()).bind("path", actor.organizationPath());
    }
}
