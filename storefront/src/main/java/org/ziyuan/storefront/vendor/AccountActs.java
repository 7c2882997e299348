package org.ziyuan.storefront.vendor;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.vendor.account.ChangeAccount;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The operator approves the account that a vendor has named, or returns it. */
@Controller
class AccountActs implements RoutePolicies {

    private static final String ACCOUNT = "/vendors/{id}/accounts/{account}";

    private final ChangeAccount change;

    AccountActs(ChangeAccount change) {
        this.change = change;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, ACCOUNT + "/accept", OPERATOR), roles(POST, ACCOUNT + "/return", OPERATOR));
    }

    @PostMapping(ACCOUNT + "/accept")
    Mono<String> accept(@PathVariable UUID id, @PathVariable UUID account, Actor operator, Posted posted) {
        return posted.keeping(Map.of())
                .asShown("settlement-account", account)
                .of(
                        () -> change.accept(account, posted.text("called"), operator),
                        "vendors.said.accountAccepted",
                        "/vendors/" + id);
    }

    @PostMapping(ACCOUNT + "/return")
    Mono<String> giveBack(@PathVariable UUID id, @PathVariable UUID account, Actor operator, Posted posted) {
        String reason = Fields.reasonFor(account);
        return posted.keeping(Map.of("reason-required", reason))
                .asShown("settlement-account", account)
                .of(
                        () -> change.giveBack(account, posted.text(reason), operator),
                        "vendors.said.accountReturned",
                        "/vendors/" + id);
    }
}
