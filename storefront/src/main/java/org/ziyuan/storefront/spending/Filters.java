package org.ziyuan.storefront.spending;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.execution.Funds;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every page of spending can be narrowed by: a year and a fund. */
@Component
class Filters {

    private static final int YEARS_BACK = 4;

    private final Funds funds;
    private final MessageSource words;
    private final Clock clock;

    Filters(Funds funds, MessageSource words, Clock clock) {
        this.funds = funds;
        this.words = words;
        this.clock = clock;
    }

    Asked read(@Nullable UUID at, @Nullable String fund, @Nullable Integer year, Actor actor) {
        return Asked.of(at, fund, year, actor.organizationId(), thisYear());
    }

    /** Puts the question and what it may be changed to into the model. */
    Mono<Asked> show(Asked asked, Model model, Locale locale) {
        model.addAttribute("asked", asked);
        model.addAttribute("year", asked.year());
        model.addAttribute("years", years(asked.year(), locale));
        return options(locale)
                .collectList()
                .doOnNext(all -> model.addAttribute("funds", all))
                .thenReturn(asked);
    }

    private Flux<Option> options(Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return Flux.just(new Option("", words.getMessage("spending.allFunds", null, locale)))
                .concatWith(funds.all().map(fund -> new Option(fund.code(), english ? fund.nameEn() : fund.nameZh())));
    }

    private List<Option> years(int shown, Locale locale) {
        int now = thisYear();
        return IntStream.concat(IntStream.rangeClosed(now - YEARS_BACK, now + 1), IntStream.of(shown))
                .boxed()
                .distinct()
                .sorted((one, other) -> Integer.compare(other, one))
                .map(year -> new Option(
                        Integer.toString(year),
                        words.getMessage("spending.year", new Object[] {Integer.toString(year)}, locale)))
                .toList();
    }

    private int thisYear() {
        return LocalDate.now(clock).getYear();
    }
}
