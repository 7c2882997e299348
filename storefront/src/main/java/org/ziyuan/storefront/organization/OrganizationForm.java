package org.ziyuan.storefront.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.SchoolArea;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OrganizationFacts;
import org.ziyuan.storefront.layout.Option;

/** The form in which an organization is described: its choices, and what was chosen. */
@Component
class OrganizationForm {

    private static final String NOTHING = "";

    private final MessageSource words;
    private final Clock clock;

    OrganizationForm(MessageSource words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    void offer(Model model, Locale locale) {
        model.addAttribute("kinds", options("organization.kind.", locale, OrganizationKind.values()));
        model.addAttribute("stages", orNothing(options("organization.stage.", locale, SchoolStage.values()), locale));
        model.addAttribute("areas", orNothing(options("organization.area.", locale, SchoolArea.values()), locale));
        model.addAttribute("ownerships", orNothing(yesOrNo("organization.publiclyRun.", locale), locale));
        model.addAttribute("boardings", orNothing(yesOrNo("organization.boarding.", locale), locale));
        model.addAttribute("today", LocalDate.now(clock).toString());
    }

    /**
     * What was typed.
     *
     * @param parent what it lies directly below, found by the code that was typed
     */
    static OrganizationFacts facts(MultiValueMap<String, String> form, @Nullable UUID parent) {
        return new OrganizationFacts(
                kind(form),
                Fields.text(form, "organizationCode"),
                Fields.text(form, "name"),
                parent,
                chosen(form, "schoolStage", SchoolStage.class),
                chosen(form, "area", SchoolArea.class),
                flag(form, "publiclyRun"),
                flag(form, "boarding"),
                Fields.text(form, "schoolCode"),
                Fields.text(form, "creditCode"));
    }

    /** The day that was chosen; nothing chosen is today. */
    LocalDate day(MultiValueMap<String, String> form) {
        return Fields.plain(form, "holdsFrom").isEmpty() ? LocalDate.now(clock) : Fields.day(form, "holdsFrom");
    }

    private static <E extends Enum<E>> @Nullable E chosen(
            MultiValueMap<String, String> form, String name, Class<E> type) {
        String text = Fields.text(form, name);
        return Stream.of(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static OrganizationKind kind(MultiValueMap<String, String> form) {
        OrganizationKind kind = chosen(form, "kind", OrganizationKind.class);
        if (kind == null) {
            throw Refusal.invalid("field-missing").with("field", "kind");
        }
        return kind;
    }

    private static @Nullable Boolean flag(MultiValueMap<String, String> form, String name) {
        String text = Fields.text(form, name);
        return text.isEmpty() ? null : Boolean.valueOf(text);
    }

    private List<Option> options(String prefix, Locale locale, Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> new Option(value.name(), words.getMessage(prefix + value.name(), null, locale)))
                .toList();
    }

    private List<Option> yesOrNo(String prefix, Locale locale) {
        return Stream.of("true", "false")
                .map(value -> new Option(value, words.getMessage(prefix + value, null, locale)))
                .toList();
    }

    private List<Option> orNothing(List<Option> options, Locale locale) {
        return Stream.concat(
                        Stream.of(new Option(NOTHING, words.getMessage("organization.notSaid", null, locale))),
                        options.stream())
                .toList();
    }
}
