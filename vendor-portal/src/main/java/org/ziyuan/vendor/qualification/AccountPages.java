package org.ziyuan.vendor.qualification;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.account.ChangeAccount;
import org.ziyuan.marketplace.vendor.account.NewAccount;
import org.ziyuan.marketplace.vendor.account.SettlementAccounts;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a vendor names the account to which he is paid. */
@Controller
class AccountPages implements RoutePolicies {

    private static final String PAGE = "/vendor/account";

    private final SettlementAccounts accounts;
    private final ChangeAccount change;

    AccountPages(SettlementAccounts accounts, ChangeAccount change) {
        this.accounts = accounts;
        this.change = change;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, PAGE, Role.VENDOR_MANAGER), roles(POST, PAGE, Role.VENDOR_MANAGER));
    }

    @GetMapping(PAGE)
    Mono<String> page(Model model, Actor vendor) {
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(accounts.of(vendor.organizationId(), vendor)
                .doOnNext(all -> model.addAttribute("accounts", all))
                .thenReturn("vendor/account"));
    }

    @PostMapping(PAGE)
    Mono<String> propose(Actor vendor, Posted posted) {
        return posted.keeping(Map.of())
                .of(
                        () -> change.propose(
                                posted.id("operation"),
                                new NewAccount(
                                        posted.text("accountName"), posted.text("bank"), posted.text("accountNumber")),
                                vendor),
                        "vendor.account.said.proposed",
                        PAGE);
    }
}
