package org.ziyuan.storefront.setting;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.mail.MailSettings;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.setting.ChangeSetting;
import org.ziyuan.marketplace.setting.PlatformSetting;
import org.ziyuan.marketplace.setting.PlatformSettings;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** What holds now, the form that changes it from a day on, and what was set before, by whom and why. */
@Controller
class SettingPages implements RoutePolicies {

    private static final String SETTINGS = "/settings";

    private final PlatformSettings settings;
    private final ChangeSetting change;
    private final MailSettings mail;
    private final MessageSource words;
    private final Clock clock;

    SettingPages(PlatformSettings settings, ChangeSetting change, MailSettings mail, MessageSource words, Clock clock) {
        this.settings = settings;
        this.change = change;
        this.mail = mail;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, SETTINGS, Role.OPERATOR), roles(POST, SETTINGS, Role.OPERATOR));
    }

    @GetMapping(SETTINGS)
    Mono<String> page(Sought sought, Model model, Locale locale) {
        model.addAttribute("sought", sought);
        model.addAttribute("mail", mail);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("today", LocalDate.now(clock).toString());
        model.addAttribute(
                "names",
                Stream.of(PlatformSetting.values())
                        .map(one -> new Option(one.name(), words.getMessage("setting." + one.name(), null, locale)))
                        .toList());
        return AskedTogether.of(Mono.when(
                        settings.all().doOnNext(all -> model.addAttribute("standing", all)),
                        settings.list(sought).doOnNext(page -> model.addAttribute("page", page)))
                .thenReturn("setting/settings"));
    }

    @PostMapping(SETTINGS)
    Mono<String> change(Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason", "date-malformed", "holdsFrom"))
                .of(
                        () -> change.to(
                                posted.id("operation"),
                                chosen(posted.text("setting")),
                                posted.text("value"),
                                Fields.day(posted.form(), "holdsFrom"),
                                posted.text("reason"),
                                operator),
                        "setting.said.changed",
                        SETTINGS);
    }

    private static PlatformSetting chosen(String name) {
        return Stream.of(PlatformSetting.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-missing").with("field", "setting"));
    }
}
