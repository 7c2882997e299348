package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.adjustment.BudgetChanges;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Budget changes to read, and the form by which one is asked for. */
@Controller
class ChangePages implements RoutePolicies {

    static final Role[] ASKERS = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL);

    private final BudgetChanges changes;
    private final LineChoices choices;
    private final Organizations organizations;
    private final MessageSource words;
    private final AsShown asShown;
    private final Clock clock;

    ChangePages(
            BudgetChanges changes,
            LineChoices choices,
            Organizations organizations,
            MessageSource words,
            AsShown asShown,
            Clock clock) {
        this.asShown = asShown;
        this.changes = changes;
        this.choices = choices;
        this.organizations = organizations;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/budget-changes", Readers.ofMoney()),
                roles(GET, "/budget-changes/export", Readers.ofMoney()),
                roles(GET, "/budget-changes/new", ASKERS),
                roles(GET, "/budget-changes/{id}", Readers.ofMoney()));
    }

    @GetMapping("/budget-changes")
    Mono<String> list(@RequestParam(required = false) @Nullable State state, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("states", State.values());
        model.addAttribute("state", state);
        model.addAttribute("asks", actor.isAnyOf(ASKERS));
        return changes.list(actor, state, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("adjustment/changes");
    }

    @GetMapping("/budget-changes/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam String format,
            Sought sought,
            Actor actor,
            Locale locale) {
        return Mono.fromSupplier(() -> SheetFormat.of(format)
                .answer(Sheet.of(
                        word("change.title", locale),
                        words,
                        locale,
                        Page.walk(cursor -> changes.list(actor, state, sought.from(cursor, Page.LARGEST)))
                                .map(change -> row(change, locale)),
                        "change.kind",
                        "change.from",
                        "change.to",
                        "change.amount",
                        "change.reason",
                        "change.state",
                        "change.asker",
                        "change.asked",
                        "change.decider",
                        "change.decided")));
    }

    @GetMapping("/budget-changes/new")
    Mono<String> ask(ChangeForm form, Model model, Actor actor) {
        int year = form.yearOr(LocalDate.now(clock).getYear());
        model.addAttribute("form", form);
        model.addAttribute("year", year);
        return AskedTogether.of(
                side("giver", "fromLines", form.giver(), year, model, actor).thenReturn("adjustment/ask"),
                side("taker", "toLines", form.takerOrGiver(), year, model, actor));
    }

    private Mono<?> side(String side, String lines, @Nullable String named, int year, Model model, Actor actor) {
        return organizations
                .named(named, Sight.MONEY, actor)
                .doOnNext(place -> model.addAttribute(side, place))
                .flatMap(place -> choices.of(place.id(), year))
                .doOnNext(found -> model.addAttribute(lines, found));
    }

    @GetMapping("/budget-changes/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor actor) {
        return AskedTogether.of(
                changes.find(id, actor)
                        .doOnNext(change -> model.addAttribute("change", change))
                        .doOnNext(change -> model.addAttribute("may", ChangeRules.of(change, actor)))
                        .flatMap(change -> sides(change, actor))
                        .doOnNext(lines -> model.addAttribute("lines", lines))
                        .thenReturn("adjustment/change"),
                asShown.of("change", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    /** Its lines with what would happen to them; a line of another organization is not shown to who may not see it. */
    private Mono<List<Side>> sides(BudgetChange change, Actor actor) {
        return Flux.fromStream(Stream.of(change.fromLineId(), change.toLineId()).filter(Objects::nonNull))
                .flatMapSequential(id -> choices.line(id, actor).onErrorResume(Refusal.class, unseen -> Mono.empty()))
                .map(chosen -> Side.of(chosen, change))
                .collectList();
    }

    /** One line of a change: as it is now, and as it will be. */
    record Side(LineChoices.Chosen chosen, BudgetBar after) {
        static Side of(LineChoices.Chosen chosen, BudgetChange change) {
            long amount = change.amount().fen();
            boolean gives = chosen.line().id().equals(change.fromLineId());
            return new Side(chosen, chosen.bar().giving(gives ? amount : -amount));
        }
    }

    private List<@Nullable Object> row(BudgetChange change, Locale locale) {
        return Sheet.row(
                word("change.kind." + change.kind(), locale),
                change.giver(),
                change.taker(),
                change.amount(),
                change.reason(),
                word("state.change." + change.state(), locale),
                change.requestedByName(),
                change.requestedAt(),
                change.decidedByName(),
                change.decidedAt());
    }

    private String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }
}
