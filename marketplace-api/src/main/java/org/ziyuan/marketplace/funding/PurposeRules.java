package org.ziyuan.marketplace.funding;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds spending to the purpose of its fund. What is forbidden and what exceeds a ceiling is refused when a requisition
 * is handed in; a floor can only be reported, because a year is not over before it is.
 */
@Component
public class PurposeRules {

    /** What is bought on this market but for services: textbooks, applications, content. */
    public static final String DIGITAL_RESOURCES = "digital-resources";

    /** Training and other work of people. */
    public static final String SERVICES = "services";

    private final DatabaseClient database;
    private final PurposeNotes notes;
    private final PurposeCeilings ceilings;
    private final Clock clock;

    PurposeRules(DatabaseClient database, PurposeNotes notes, PurposeCeilings ceilings, Clock clock) {
        this.database = database;
        this.notes = notes;
        this.ceilings = ceilings;
        this.clock = clock;
    }

    /**
     * Checks a requisition in the transaction that reserves its money and notes what it is for; whether its money is
     * reserved already makes no difference. The lines of the organization's fund and year are locked until that
     * transaction ends, so of two requisitions that together exceed a ceiling one is refused. Lock accounts first: call
     * this after the reservation.
     *
     * @param amount what is to be reserved on the line
     * @param byTag the parts of it that serve a tagged purpose
     * @throws Refusal {@code purpose-not-allowed} with the rule, and for a ceiling what is used of it and what is left
     */
    public Mono<Void> check(UUID documentId, BudgetLine line, Money amount, Map<String, Money> byTag) {
        return inForce(line.organizationId(), line.fundCode())
                .filter(rule -> rule.concerns(line, byTag.keySet()))
                .collectList()
                .flatMap(rules -> refuseForbidden(rules, line)
                        .then(Mono.defer(() -> ceilings.hold(rules, documentId, line, amount, byTag))))
                .then(Mono.defer(() -> notes.note(documentId, line, byTag)));
    }

    /**
     * Checks that money may move from one line to another (I16).
     *
     * @throws Refusal {@code purpose-not-allowed} for a line of another fund or year or of a forbidden class
     */
    public Mono<Void> checkTransfer(BudgetLine from, BudgetLine to) {
        if (!from.fundCode().equals(to.fundCode()) || from.fiscalYear() != to.fiscalYear()) {
            return Mono.error(Refusal.conflict("purpose-not-allowed")
                    .with("rule", from.fundName() + " " + from.fiscalYear())
                    .with("line", to.name()));
        }
        return inForce(to.organizationId(), to.fundCode())
                .filter(rule -> rule.tag() == null && rule.concerns(to, Set.of()))
                .collectList()
                .flatMap(rules -> refuseForbidden(rules, to));
    }

    /** The rules an organization has to keep today with the money of a fund: its region's and those of all above it. */
    public Flux<PurposeRule> inForce(UUID organizationId, String fundCode) {
        return inForce(organizationId, Set.of(fundCode));
    }

    /**
     * The rules that forbid lines of one organization to pay for something, by line; one that may pay is left out. What
     * exceeds a ceiling is known only when it is handed in.
     *
     * @param tags the tagged purposes it serves
     */
    public Mono<Map<UUID, PurposeRule>> forbidding(
            UUID organizationId, Collection<BudgetLine> lines, Set<String> tags) {
        return inForce(organizationId, lines.stream().map(BudgetLine::fundCode).collect(Collectors.toSet()))
                .filter(PurposeRule::isForbidden)
                .collectList()
                .map(rules -> lines.stream()
                        .flatMap(line -> rules.stream()
                                .filter(rule -> rule.fundCode().equals(line.fundCode()) && rule.concerns(line, tags))
                                .limit(1)
                                .map(rule -> Map.entry(line.id(), rule)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Those of the lines that are meant for something: their class is. Money that is bound to a project is left out,
     * because only a person knows whether this purchase is part of it.
     *
     * @param tags the purposes it serves
     */
    public Mono<Set<UUID>> meantFor(Collection<BudgetLine> lines, Set<String> tags) {
        return database.sql("select economic_prefix from suited_class where tag = any(:tags)")
                .bind("tags", tags.toArray(String[]::new))
                .mapValue(String.class)
                .all()
                .collectList()
                .map(prefixes -> lines.stream()
                        .filter(line -> line.project().isEmpty()
                                && prefixes.stream().anyMatch(line.economicClass()::startsWith))
                        .map(BudgetLine::id)
                        .collect(Collectors.toSet()));
    }

    private Flux<PurposeRule> inForce(UUID organizationId, Set<String> funds) {
        return database.sql("""
                        select p.* from purpose_rule p
                          join organization o on p.region_code = any (region_chain(o.region_code))
                         where o.id = :organization and p.fund_code = any(:funds) and p.valid_from <= :today
                           and (p.valid_until is null or p.valid_until > :today)
                         order by p.code
                        """)
                .bind("organization", organizationId)
                .bind("funds", funds.toArray(String[]::new))
                .bind("today", LocalDate.now(clock))
                .map(Rows.as(PurposeRule.class))
                .all();
    }

    /** All rules that there are or were, by code and date. */
    public Flux<PurposeRule> all() {
        return database.sql("select * from purpose_rule order by code, valid_from limit 1000")
                .map(Rows.as(PurposeRule.class))
                .all();
    }

    private static Mono<Void> refuseForbidden(List<PurposeRule> rules, BudgetLine line) {
        return rules.stream()
                .filter(PurposeRule::isForbidden)
                .findFirst()
                .map(rule -> Mono.<Void>error(rule.refuses(line)))
                .orElse(Mono.empty());
    }
}
