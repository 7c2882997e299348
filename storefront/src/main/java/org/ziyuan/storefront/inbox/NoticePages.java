package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
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

    NoticePages(Notices notices) {
        this.notices = notices;
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
    Mono<String> seen(Actor actor, Posted posted) {
        return posted.of(() -> notices.seen(actor), "news.said.seen", PAGE);
    }

    /** The boxes that are ticked are the kinds that reach the person. */
    @PostMapping(PAGE + "/muted")
    Mono<String> mute(Actor actor, Posted posted) {
        List<String> wanted = Objects.requireNonNullElse(posted.form().get("kind"), List.of());
        List<String> unwanted =
                notices.kinds().stream().filter(kind -> !wanted.contains(kind)).toList();
        return posted.of(() -> notices.mute(actor, unwanted), "news.said.kept", PAGE);
    }

    /** A notice with the page of what it is about. */
    record Shown(Notice notice, String href) {

        static Shown of(Notice notice) {
            return new Shown(notice, door(notice.kind()).formatted(notice.target()));
        }

        static String door(String kind) {
            return switch (kind) {
                case "request", "reminder" -> "/requisitions/%s";
                case "need", "ending" -> "/listings/%s";
                case "change" -> "/budget-changes/%s";
                case "sale" -> "/vendor/orders/%s";
                case "certificate" -> "/vendor/qualification";
                case "certificates" -> "/vendors/%s";
                case "due-approve", "due-pay" -> Task.door(kind.substring("due-".length()));
                default -> throw new IllegalStateException("news of the kind " + kind + " has no page");
            };
        }
    }
}
