package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.adjustment.BudgetChange.Kind;
import org.ziyuan.marketplace.adjustment.BudgetWish;
import org.ziyuan.marketplace.adjustment.RequestBudgetChange;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** Asks for a change of the budget, whose figures were seen before. */
@Controller
class AskForChange implements RoutePolicies {

    private static final String FORM = "/budget-changes/new";
    private static final Map<String, String> FIELDS = Map.of(
            "amount-malformed", "amount",
            "amount-out-of-range", "amount",
            "budget-insufficient", "amount",
            "reason-required", "reason",
            "id-malformed", "to",
            "budget-change-lines", "to",
            "purpose-forbids", "to",
            "transfer-within-one-purse", "to",
            "budget-lines-of-different-years", "to");

    private final LineChoices choices;
    private final RequestBudgetChange request;

    AskForChange(LineChoices choices, RequestBudgetChange request) {
        this.choices = choices;
        this.request = request;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/budget-changes", ChangePages.ASKERS));
    }

    /** Shows what would happen; with the operation id of that page, asks for it. */
    @PostMapping("/budget-changes")
    Mono<String> ask(Model model, Actor actor, Posted posted) {
        return posted.keeping(FIELDS).leadingTo(() -> next(model, actor, posted), FORM, again(posted.form()));
    }

    private Mono<String> next(Model model, Actor actor, Posted posted) {
        BudgetWish wish = wish(posted.form());
        return posted.form().containsKey("operation")
                ? request.request(posted.id("operation"), wish, actor)
                        .map(change -> "redirect:/budget-changes/" + change.id())
                : preview(posted.form(), wish, model, actor);
    }

    private Mono<String> preview(MultiValueMap<String, String> form, BudgetWish wish, Model model, Actor actor) {
        model.addAttribute("wish", wish);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("back", again(form));
        long amount = wish.amount().fen();
        return side("giver", wish.fromLineId(), amount, model, actor)
                .then(Mono.defer(() -> side("taker", wish.toLineId(), -amount, model, actor)))
                .thenReturn("adjustment/preview");
    }

    private Mono<Void> side(String name, @Nullable UUID line, long given, Model model, Actor actor) {
        return line == null
                ? Mono.empty()
                : choices.line(line, actor)
                        .doOnNext(chosen -> {
                            BudgetBar bar = chosen.bar();
                            model.addAttribute(name, chosen);
                            model.addAttribute(name + "After", bar.giving(given));
                        })
                        .then();
    }

    private static BudgetWish wish(MultiValueMap<String, String> form) {
        Kind kind = kind(form);
        Money amount = Fields.amount(form, "amount");
        return new BudgetWish(
                        kind,
                        kind == Kind.ADDITION ? null : Fields.id(form, "from"),
                        kind == Kind.CUT ? null : Fields.id(form, "to"),
                        amount,
                        Fields.text(form, "reason"))
                .read();
    }

    private static Kind kind(MultiValueMap<String, String> form) {
        return new ChangeForm(Fields.text(form, "kind"), null, null, null, null, null).wanted();
    }

    /** The page of the form with what was chosen on it. */
    private static String again(MultiValueMap<String, String> form) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(FORM);
        for (String name : new String[] {"kind", "giver", "taker", "from", "to", "year"}) {
            String value = Fields.text(form, name);
            if (!value.isEmpty() && value.length() <= 100) {
                address = address.queryParam(name, "{" + name + "}");
            }
        }
        return address.encode().buildAndExpand(form.toSingleValueMap()).toUriString();
    }
}
