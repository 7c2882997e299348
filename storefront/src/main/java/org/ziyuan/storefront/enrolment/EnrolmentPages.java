package org.ziyuan.storefront.enrolment;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.enrolment.EnrolmentRow;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts of pupils to read. */
@Controller
class EnrolmentPages implements RoutePolicies {

    private final EnrolmentSnapshots snapshots;
    private final AsShown asShown;
    private final MessageSource words;
    private final Clock clock;

    EnrolmentPages(EnrolmentSnapshots snapshots, AsShown asShown, MessageSource words, Clock clock) {
        this.asShown = asShown;
        this.snapshots = snapshots;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/enrolment", Readers.ofManySchools()),
                roles(GET, "/enrolment/{id}", Readers.ofManySchools()),
                roles(GET, "/enrolment/{id}/export", Readers.ofManySchools()));
    }

    @GetMapping("/enrolment")
    Mono<String> list(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("decides", actor.isAnyOf(Role.bureaus()));
        model.addAttribute("operation", Ids.next());
        model.addAttribute("nextYear", today.getYear() + 1);
        model.addAttribute("census", LocalDate.of(today.getYear(), 9, 5));
        return snapshots
                .list(actor, null, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("enrolment/snapshots");
    }

    @GetMapping("/enrolment/{id}")
    Mono<String> one(@PathVariable UUID id, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("decides", actor.isAnyOf(Role.bureaus()));
        return AskedTogether.of(
                snapshots
                        .find(id, actor)
                        .doOnNext(found -> model.addAttribute("snapshot", found))
                        .thenReturn("enrolment/snapshot"),
                asShown.of("snapshot", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                snapshots.rows(id, sought, actor).doOnNext(some -> model.addAttribute("page", some)),
                // Each count is read from end to end when nothing else is asked any more: it travels alone, row by row.
                snapshots.difference(id, actor).doOnNext(found -> model.addAttribute("difference", found)));
    }

    @GetMapping("/enrolment/{id}/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @PathVariable UUID id, @RequestParam String format, Sought sought, Actor actor, Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format))
                .flatMap(kind -> snapshots
                        .find(id, actor)
                        .map(found -> kind.answer(Sheet.of(
                                found.bureauName() + " " + found.fiscalYear() + " "
                                        + words.getMessage("enrolment.title", null, locale),
                                words,
                                locale,
                                snapshots.everyRow(id, sought, actor).map(row -> row(row, locale)),
                                "enrolment.school",
                                "enrolment.site",
                                "enrolment.level",
                                "enrolment.pupils",
                                "enrolment.boarders",
                                "enrolment.special"))));
    }

    private List<@Nullable Object> row(EnrolmentRow row, Locale locale) {
        return Sheet.row(
                row.school(),
                row.site(),
                words.getMessage("enrolment.level." + row.level(), null, locale),
                row.pupils(),
                row.boarders(),
                row.special());
    }
}
