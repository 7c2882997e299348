package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.mail.OwnMail;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a person gets mail: the address, the proof that it is his, and which letters he wants. */
@Controller
class OwnMailPages implements RoutePolicies {

    private static final String PAGE = "/account/mail";

    private final OwnMail mail;

    OwnMailPages(OwnMail mail) {
        this.mail = mail;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, PAGE),
                signedIn(POST, PAGE),
                signedIn(POST, PAGE + "/confirm"),
                signedIn(POST, PAGE + "/wanted"),
                signedIn(POST, PAGE + "/forget"));
    }

    /** @param code of the link in a letter; it is confirmed by a button, because programs open links too */
    @GetMapping(PAGE)
    Mono<String> page(@RequestParam(required = false) @Nullable String code, Model model, Actor actor) {
        model.addAttribute("code", Objects.requireNonNullElse(code, ""));
        model.addAttribute("kinds", OwnMail.KINDS);
        return mail.standing(actor)
                .doOnNext(standing -> model.addAttribute("mail", standing))
                .thenReturn("security/mail");
    }

    @PostMapping(PAGE)
    Mono<String> enter(Actor actor, Posted posted) {
        return posted.keeping(Map.of()).of(() -> mail.enter(posted.plain("mail"), actor), "mail.said.entered", PAGE);
    }

    @PostMapping(PAGE + "/confirm")
    Mono<String> confirm(Actor actor, Posted posted) {
        return posted.keeping(Map.of())
                .of(() -> mail.verify(posted.text("mailCode"), actor), "mail.said.confirmed", PAGE);
    }

    /** The boxes that are ticked are the letters that reach the person. */
    @PostMapping(PAGE + "/wanted")
    Mono<String> wanted(Actor actor, Posted posted) {
        List<String> wanted = Objects.requireNonNullElse(posted.form().get("kind"), List.of());
        List<String> unwanted =
                OwnMail.KINDS.stream().filter(kind -> !wanted.contains(kind)).toList();
        return posted.of(() -> mail.mute(unwanted, actor), "mail.said.wanted", PAGE);
    }

    @PostMapping(PAGE + "/forget")
    Mono<String> forget(Actor actor, Posted posted) {
        return posted.of(() -> mail.forget(actor), "mail.said.forgotten", PAGE);
    }
}
