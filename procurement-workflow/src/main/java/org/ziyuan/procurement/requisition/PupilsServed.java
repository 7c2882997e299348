package org.ziyuan.procurement.requisition;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Headcount;
import org.ziyuan.marketplace.organization.Organizations;
import reactor.core.publisher.Mono;

/** How many of a school's pupils a listing is for; prices per pupil multiply this number unless another is given. */
@Component
public class PupilsServed {

    private final Organizations organizations;
    private final Clock clock;

    PupilsServed(Organizations organizations, Clock clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    /**
     * The pupils of the listing's stage by this year's census, by last year's where this year's is not in yet.
     *
     * @param stage 小学, 初中, 高中 or a level of the census; any other stage, none, and a stage that the school does not
     *     teach count all its pupils
     */
    public Mono<Integer> by(UUID schoolId, @Nullable String stage) {
        int year = LocalDate.now(clock).getYear();
        return organizations
                .headcount(schoolId, year)
                .filter(census -> census.pupils() > 0)
                .switchIfEmpty(Mono.defer(() -> organizations.headcount(schoolId, year - 1)))
                .map(census -> pupils(census, stage));
    }

    private static int pupils(Headcount census, @Nullable String stage) {
        int ofStage = census.byLevel().getOrDefault(levelOf(stage), 0);
        return ofStage > 0 ? ofStage : census.pupils();
    }

    private static String levelOf(@Nullable String stage) {
        if (stage == null) {
            return "";
        }
        return switch (stage) {
            case "幼儿园", "学前" -> "kindergarten";
            case "小学" -> "primary";
            case "初中" -> "junior";
            case "高中" -> "senior";
            case "特殊教育" -> "special";
            default -> stage;
        };
    }
}
