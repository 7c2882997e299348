package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.worklist.Notice;
import org.ziyuan.marketplace.worklist.Notices;
import reactor.core.publisher.Mono;

/** What happened and concerns a person, and which kinds of it he wants to hear of. */
@Controller
class NoticePages implements RoutePolicies {

    private static final String PAGE = "/inbox/notices";

    private final Notices notices;
    private final Outcome outcome;

    NoticePages(Notices notices, Outcome outcome) {
        this.notices = notices;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, PAGE), signedIn(POST, PAGE + "/seen"), signedIn(POST, PAGE + "/muted"));
    }

    @GetMapping(PAGE)
    Mono<String> page(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("kinds", notices.kinds());
        return Mono.zip(notices.of(actor, sought), notices.muted(actor).collectList())
                .doOnNext(both -> {
                    Page<Notice> page = both.getT1();
                    model.addAttribute(
                            "page",
                            new Page<>(page.items().stream().map(Shown::of).toList(), page.next()));
                    model.addAttribute("muted", both.getT2());
                })
                .thenReturn("inbox/notices");
    }

    @PostMapping(PAGE + "/seen")
    Mono<String> seen(Actor actor, WebSession session, Locale locale) {
        return outcome.of(notices.seen(actor), "news.said.seen", PAGE, session, locale);
    }

    /** The boxes that are ticked are the kinds that reach the person. */
    @PostMapping(PAGE + "/muted")
    Mono<String> mute(Actor actor, ServerWebExchange exchange, WebSession session, Locale locale) {
        return exchange.getFormData().flatMap(form -> {
            List<String> wanted = Objects.requireNonNullElse(form.get("kind"), List.of());
            List<String> unwanted = notices.kinds().stream()
                    .filter(kind -> !wanted.contains(kind))
                    .toList();
            return outcome.of(notices.mute(actor, unwanted), "news.said.kept", PAGE, session, locale);
        });
    }

    /** A notice with the page of what it is about. */
    record Shown(Notice notice, String href) {

        static Shown of(Notice notice) {
            return new Shown(notice, door(notice.kind()).formatted(notice.target()));
        }

        static String door(String kind) {
            return switch (kind) {
                case "request", "reminder" -> "/requisitions/%s";
                case "change" -> "/budget-changes/%s";
                case "sale" -> "/vendor/orders/%s";
                case "certificate" -> "/vendor/qualification";
                case "certificates" -> "/vendors/%s";
                default -> throw new IllegalStateException("news of the kind " + kind + " has no page");
            };
        }
    }
}
