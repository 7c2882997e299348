package org.ziyuan.storefront.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.yearend.YearEndRun;
import org.ziyuan.marketplace.yearend.YearEndRuns;
import reactor.core.publisher.Mono;

/** The runs of the end of a year to read, and how far they have come. */
@Controller
class YearEndPages implements RoutePolicies {

    static final Role[] CLOSERS = Role.bureausAnd(Role.ACCOUNTANT);
    private static final int DECEMBER = 12;

    private final YearEndRuns runs;
    private final RefusalSentences sentences;
    private final AsShown asShown;
    private final Clock clock;

    YearEndPages(YearEndRuns runs, RefusalSentences sentences, AsShown asShown, Clock clock) {
        this.asShown = asShown;
        this.runs = runs;
        this.sentences = sentences;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/year-end", Readers.ofYearEnds()),
                roles(GET, "/year-end/{id}", Readers.ofYearEnds()),
                roles(GET, "/year-end/{id}/progress", Readers.ofYearEnds()));
    }

    @GetMapping("/year-end")
    Mono<String> list(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("closes", actor.isAnyOf(CLOSERS));
        model.addAttribute("bureau", actor.isAnyOf(Role.bureaus()));
        model.addAttribute("year", yearToClose());
        return runs.list(actor, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("yearend/year-ends");
    }

    @GetMapping("/year-end/{id}")
    Mono<String> one(@PathVariable UUID id, Sought sought, Model model, Actor actor, Locale locale) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                runs.find(id, actor)
                        .doOnNext(run -> show(run, model, locale))
                        .doOnNext(run -> model.addAttribute("resumes", mayResume(run, actor)))
                        .doOnNext(run -> model.addAttribute("reopens", mayReopen(run, actor)))
                        .thenReturn("yearend/year-end"),
                asShown.of("yearend", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                runs.reopeningOf(id, actor).doOnNext(reopening -> model.addAttribute("reopening", reopening)),
                runs.moved(id, sought, actor).doOnNext(page -> model.addAttribute("page", page)));
    }

    /** How far it has come; at its end the page is loaded anew with what was moved and what may be done next. */
    @GetMapping("/year-end/{id}/progress")
    Mono<String> progress(@PathVariable UUID id, Model model, Actor actor, Locale locale, ServerHttpResponse response) {
        return runs.find(id, actor)
                .doOnNext(run -> show(run, model, locale))
                .filter(run -> run.state() != YearEndRun.State.RUNNING)
                .doOnNext(ended -> response.getHeaders().set("HX-Refresh", "true"))
                .thenReturn("yearend/progress :: progress");
    }

    private static boolean mayResume(YearEndRun run, Actor actor) {
        return run.state() == YearEndRun.State.STOPPED && actor.isAnyOf(CLOSERS);
    }

    private static boolean mayReopen(YearEndRun run, Actor actor) {
        return run.kind() == YearEndRun.Kind.CLOSE
                && run.state() == YearEndRun.State.DONE
                && actor.isAnyOf(Role.bureaus());
    }

    private void show(YearEndRun run, Model model, Locale locale) {
        model.addAttribute("run", run);
        String code = run.stoppedByCode();
        model.addAttribute("stopped", code == null ? null : sentences.of(code, run.stoppedByValues(), locale));
    }

    /** The year before this one until December, when this one comes to its end. */
    private int yearToClose() {
        LocalDate today = LocalDate.now(clock);
        return today.getMonthValue() == DECEMBER ? today.getYear() : today.getYear() - 1;
    }
}
