package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.headcount.Census;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The licences in force that reach an actor: those of the organization acted for and of every bureau above it. */
@Component
public class LicencesInForce {

    private static final String REACHING = """
            l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())
            and (h.id = :own or starts_with(:path, h.path || '.'))
            """;

    /** Fewer schools are not named as a number: what so few hold could be told of one of them. */
    private static final int FEWEST_SCHOOLS = 5;

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
     * @param census its pupils
     */
    public record OfSchool(Set<UUID> licensed, Census census) {

        private static OfSchool of(Readable row) {
            return new OfSchool(Set.of(read(row, "licensed", UUID[].class)), Census.of(row));
        }
    }

    /** What the school acted for has of these listings, in one question; empty where it is no school. */
    public Mono<OfSchool> ofSchool(Collection<UUID> listings, int year, Actor actor) {
        return reaching(database.sql("""
                        select %s,
                               array(select distinct l.listing_id
                                       from licence l join organization h on h.id = l.holder_id
                                      where l.listing_id = any(:listings) and %s) as licensed
                          from organization s where s.id = :own and s.kind = 'school'
                        """.formatted(Census.columns("s.id"), REACHING)), actor)
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

    /** A listing whose last licence of an organization ends. */
    public record Ending(UUID listingId, String title, OffsetDateTime validUntil) {}

    /** A listing that so many schools hold a licence in force of. */
    public record Used(UUID listingId, String title, int schools) {}

    /** What the actor's organization may use for sixty days at most, the first to end first. */
    public Flux<Ending> endingSoon(Actor actor, int most) {
        return database.sql("""
                        select l.listing_id, (array_agg(v.title order by l.valid_until desc))[1] as title,
                               max(l.valid_until) as valid_until
                          from licence l
                          join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
                         where l.holder_id = :own and l.state = 'ACTIVE'
                           and (l.valid_until is null or l.valid_until > now())
                         group by l.listing_id
                        having bool_and(l.valid_until is not null) and max(l.valid_until) < now() + interval '60 days'
                         order by max(l.valid_until), l.listing_id limit :most
                        """)
                .bind("own", actor.organizationId())
                .bind("most", most)
                .map(Rows.as(Ending.class))
                .all();
    }

    /** What most schools hold that teach what the actor's school teaches; no school is named. */
    public Flux<Used> bySchoolsLike(Actor actor, int year, int most) {
        return database.sql("""
                        with alike as (
                          select distinct h.school_id from headcount h
                           where h.fiscal_year between :year - 1 and :year and h.pupils > 0
                             and h.level in (select c.level from census_of(:own, :year) c where c.pupils > 0)),
                        used as (
                          select l.listing_id, count(distinct l.holder_id)::int as schools
                            from licence l join alike a on a.school_id = l.holder_id
                           where l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())
                           group by l.listing_id having count(distinct l.holder_id) >= :fewest)
                        select u.listing_id, w.title, u.schools
                          from used u join listing_view w on w.listing_id = u.listing_id and w.state = 'PUBLISHED'
                         order by u.schools desc, u.listing_id limit :most
                        """)
                .bind("own", actor.organizationId())
                .bind("year", year)
                .bind("fewest", FEWEST_SCHOOLS)
                .bind("most", most)
                .map(Rows.as(Used.class))
                .all();
    }

    /** How many schools hold a licence in force of each of these; those that few hold are not in it. */
    public Mono<Map<UUID, Integer>> schoolsWith(Collection<UUID> listings) {
        return database.sql("""
                        select listing_id, count(distinct holder_id)::int as schools from licence
                         where listing_id = any(:listings) and state = 'ACTIVE' and (valid_until is null or valid_until > now())
                         group by listing_id having count(distinct holder_id) >= :fewest
                        """)
                .bind("listings", listings.toArray(UUID[]::new))
                .bind("fewest", FEWEST_SCHOOLS)
                .map(row -> Map.entry(read(row, "listing_id", UUID.class), read(row, "schools", Integer.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static GenericExecuteSpec reaching(GenericExecuteSpec query, Actor actor) {
        return query.bind("own", actor.organizationId()).bind("path", actor.organizationPath());
    }
}
