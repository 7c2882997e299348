package org.ziyuan.storefront.home;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.setting.PlatformSetting;
import org.ziyuan.marketplace.setting.PlatformSettings;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.upkeep.FirstSteps;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.worklist.Worklist;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.Requisitions.AtHand;
import org.ziyuan.storefront.inbox.Task;
import org.ziyuan.storefront.inbox.Waiting;
import reactor.core.publisher.Mono;

/** The first page: what this is for a guest, what waits for everybody else. */
@Controller
class HomePages implements RoutePolicies {

    private static final int SOME_RESOURCES = 6;
    private static final int SOME_TASKS = 8;
    private static final int SOME_REQUISITIONS = 5;

    private final Worklist worklist;
    private final Requisitions requisitions;
    private final Watch watch;
    private final MoneyAtHome purse;
    private final Shelves shelves;
    private final CoverShelves covers;
    private final MyResources resources;
    private final Organizations organizations;
    private final FirstSteps steps;
    private final PlatformSettings settings;
    private final Clock clock;

    HomePages(
            Worklist worklist,
            Requisitions requisitions,
            Watch watch,
            MoneyAtHome purse,
            Shelves shelves,
            CoverShelves covers,
            MyResources resources,
            Organizations organizations,
            FirstSteps steps,
            PlatformSettings settings,
            Clock clock) {
        this.worklist = worklist;
        this.requisitions = requisitions;
        this.watch = watch;
        this.purse = purse;
        this.shelves = shelves;
        this.covers = covers;
        this.resources = resources;
        this.organizations = organizations;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/"));
    }

    @GetMapping("/")
    Mono<String> home(Model model) {
        return AskedTogether.of(CurrentActor.find()
                .flatMap(actor -> of(actor, model))
                .switchIfEmpty(Mono.defer(() ->
                        Mono.when(catalogue(model), shown(covers.all(), model)).thenReturn("home/guest"))));
    }

    private Mono<String> of(Actor actor, Model model) {
        if (actor.is(Role.VENDOR_MANAGER)) {
            return Mono.just("redirect:/vendor");
        }
        return Mono.zip(organizations.findAny(actor.organizationId()), own(actor))
                .flatMap(both -> of(actor, both.getT1(), both.getT2(), model))
                .thenReturn("home/home");
    }

    private Mono<Void> of(Actor actor, Organization organization, AtHand own, Model model) {
        model.addAttribute("organization", organization);
        return Mono.when(
                waiting(organization, actor, model),
                organization.rank().teaches() ? school(actor, own, model) : oversight(organization, model),
                settings.now(PlatformSetting.ANNOUNCEMENT).doOnNext(text -> model.addAttribute("announcement", text)),
                actor.is(Role.OPERATOR)
                        ? steps.missing().doOnNext(missing -> model.addAttribute("steps", missing))
                        : Mono.empty(),
                shown(organization.rank().teaches() ? covers.of(actor) : covers.all(), model),
                catalogue(model));
    }

    /** Those who only look on have no to-dos, and are not told that nothing waits for them. */
    private Mono<Void> waiting(Organization organization, Actor actor, Model model) {
        boolean works = !organization.rank().teaches()
                ? !actor.roles().equals(Set.of(Role.AUDITOR))
                : actor.isAnyOf(Role.PURCHASER, Role.ACCOUNTANT, Role.CASHIER, Role.PRINCIPAL, Role.TEACHER);
        model.addAttribute("works", works);
        model.addAttribute("buys", actor.isAnyOf(Role.PURCHASER, Role.TEACHER));
        return works ? waiting(actor, model) : Mono.empty();
    }

    private Mono<Void> waiting(Actor actor, Model model) {
        return worklist.of(actor, "", Sought.everything(Cursor.START, SOME_TASKS))
                .doOnNext(page -> model.addAttribute(
                        "tasks", page.items().stream().map(Task::of).toList()))
                .flatMap(page -> page.next() == null ? Mono.empty() : worklist.counts(actor))
                .doOnNext(counts -> model.addAttribute("waiting", Waiting.of(counts)))
                .then();
    }

    /** The person's own requisitions. */
    private Mono<AtHand> own(Actor actor) {
        return actor.isAnyOf(Role.PURCHASER, Role.TEACHER)
                ? requisitions.atHand(actor, SOME_REQUISITIONS)
                : Mono.just(AtHand.NOTHING);
    }

    private Mono<Void> school(Actor actor, AtHand own, Model model) {
        boolean finance = actor.isAnyOf(Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL);
        boolean uses = actor.isAnyOf(Role.TEACHER, Role.PUPIL, Role.PARENT);
        model.addAttribute("finance", finance);
        model.addAttribute("uses", uses);
        model.addAttribute("cameBack", own.cameBack());
        model.addAttribute("underWay", own.underWay());
        return Mono.when(
                purse.lines(actor, year()).collectList().doOnNext(lines -> model.addAttribute("lines", lines)),
                uses ? mine(actor, model) : Mono.empty());
    }

    private Mono<Void> mine(Actor actor, Model model) {
        return resources
                .of(actor)
                .take(SOME_RESOURCES)
                .collectList()
                .doOnNext(cards -> model.addAttribute("cards", cards))
                .then();
    }

    private Mono<Void> oversight(Organization bureau, Model model) {
        if (!bureau.kind().equals("bureau")) {
            return Mono.empty();
        }
        return Mono.when(
                watch.unpaid(bureau).collectList().doOnNext(tasks -> model.addAttribute("watched", tasks)),
                purse.below(bureau, year()).doOnNext(bar -> model.addAttribute("below", bar)),
                watch.over(bureau).doOnNext(figures -> model.addAttribute("figures", figures)));
    }

    private Mono<Void> catalogue(Model model) {
        return shelves.all()
                .doOnNext(catalogue -> model.addAttribute("catalogue", catalogue))
                .then();
    }

    private static Mono<Void> shown(Mono<List<CoverShelf>> shelves, Model model) {
        return shelves.doOnNext(all -> model.addAttribute("shelves", all)).then();
    }

    private int year() {
        return LocalDate.now(clock).getYear();
    }
}
