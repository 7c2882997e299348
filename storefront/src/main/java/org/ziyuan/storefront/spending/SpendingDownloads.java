package org.ziyuan.storefront.spending;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.web.CsvSheet;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** The overview of spending, and the journal of one line, as files. */
@RestController
class SpendingDownloads {

    private final SpendingOverview overview;
    private final LineJournals journals;
    private final Organizations organizations;
    private final BudgetLines lines;
    private final MessageSource words;
    private final Clock clock;

    SpendingDownloads(
            SpendingOverview overview,
            LineJournals journals,
            Organizations organizations,
            BudgetLines lines,
            MessageSource words,
            Clock clock) {
        this.overview = overview;
        this.journals = journals;
        this.organizations = organizations;
        this.lines = lines;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/spending.csv")
    Mono<ResponseEntity<byte[]>> spending(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable Integer year,
            Actor actor,
            Locale locale) {
        int shown = year == null ? LocalDate.now(clock).getYear() : year;
        CsvSheet sheet = CsvSheet.headed(
                words,
                locale,
                "spending.name",
                "money.total",
                "money.available",
                "money.reserved",
                "money.encumbered",
                "money.accepted",
                "money.spent");
        return organizations
                .find(at == null ? actor.organizationId() : at, actor)
                .flatMap(organization -> overview.of(organization, shown)
                        .map(rows -> filled(sheet, rows).named(organization.name() + " " + shown)));
    }

    private static CsvSheet filled(CsvSheet sheet, List<SpendingOverview.Row> rows) {
        for (SpendingOverview.Row row : rows) {
            BudgetBar bar = row.bar();
            sheet = sheet.row(
                    row.name(),
                    Money.ofFen(bar.total()),
                    Money.ofFen(bar.available()),
                    Money.ofFen(bar.reserved()),
                    Money.ofFen(bar.encumbered()),
                    Money.ofFen(bar.accepted()),
                    Money.ofFen(bar.spent()));
        }
        return sheet;
    }

    @GetMapping("/spending/lines/{id}/journals.csv")
    Mono<ResponseEntity<byte[]>> journals(@PathVariable UUID id, Actor actor, Locale locale) {
        CsvSheet sheet = CsvSheet.headed(
                words,
                locale,
                "spending.number",
                "spending.when",
                "spending.why",
                "spending.from",
                "spending.to",
                "spending.amount",
                "spending.effect",
                "spending.by");
        return lines.find(id, actor)
                .flatMap(line -> journals.ofLine(id)
                        .reduce(sheet, (rows, leg) -> row(rows, leg, locale))
                        .map(filled -> filled.named(line.name() + " " + line.fiscalYear())));
    }

    private CsvSheet row(CsvSheet rows, LineJournals.Leg leg, Locale locale) {
        return rows.row(
                leg.journalSeq() + "/" + leg.seq(),
                leg.postedAt(),
                words.getMessage("spending.kind." + leg.kind(), null, locale),
                words.getMessage("spending.account." + leg.debit(), null, locale),
                words.getMessage("spending.account." + leg.credit(), null, locale),
                Money.ofFen(leg.amountInFen()),
                words.getMessage("spending.effect." + leg.effect(), null, locale),
                leg.actor());
    }
}
