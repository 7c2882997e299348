package org.ziyuan.marketplace.funding;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All standards per pupil, with their dates; a region follows its own, else its city's, its province's, the nation's. */
@Component
public class FundingStandards {

    private static final int MOST_LISTED = 1_000;

    private final DatabaseClient database;

    FundingStandards(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The standard in force for one component of the formula.
     *
     * @param disability a kind of disability, or all
     * @throws Refusal {@code funding-standard-missing} when no region up to the nation has set one for that day
     */
    public Mono<FundingStandard> inForce(
            @Nullable String regionCode, String level, String component, String disability, LocalDate on) {
        return database.sql("select * from standard_in_force(:region, :level, :component, :disability, :on)")
                .bind("region", Parameter.fromOrEmpty(regionCode, String.class))
                .bind("level", level)
                .bind("component", component)
                .bind("disability", disability)
                .bind("on", on)
                .map(Rows.as(FundingStandard.class))
                .one()
                .switchIfEmpty(Mono.error(() -> missing(String.valueOf(regionCode), level, component, on)));
    }

    /** Says that nothing was decided for somebody who must be funded. */
    public static Refusal missing(String regionCode, String level, String component, LocalDate on) {
        return Refusal.conflict("funding-standard-missing")
                .with("region", regionCode)
                .with("level", level)
                .with("component", component)
                .with("on", on);
    }

    /**
     * The standards that a region follows or could have followed, its own first, the newest first within a region.
     *
     * @param on only those in force on this day, or null for all there ever were
     */
    public Flux<FundingStandard> of(@Nullable String regionCode, @Nullable LocalDate on) {
        return database.sql("""
                        select s.* from funding_standard s
                         where (:region::text is null or s.region_code = any (region_chain(:region)))
                           and (:on::date is null
                                or s.valid_from <= :on and (s.valid_until is null or s.valid_until > :on))
                         order by array_position(region_chain(:region), s.region_code), s.region_code, s.level,
                                  s.component, s.disability, s.area, s.valid_from desc
                         limit :most
                        """)
                .bind("region", Parameter.fromOrEmpty(regionCode, String.class))
                .bind("on", Parameter.fromOrEmpty(on, LocalDate.class))
                .bind("most", MOST_LISTED)
                .map(Rows.as(FundingStandard.class))
                .all();
    }
}
