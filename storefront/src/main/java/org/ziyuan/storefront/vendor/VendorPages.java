package org.ziyuan.storefront.vendor;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.Qualifications;
import org.ziyuan.marketplace.vendor.VendorApplication;
import org.ziyuan.marketplace.vendor.VendorApplications;
import org.ziyuan.marketplace.vendor.account.SettlementAccounts;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Who asks to sell, who sells, and one vendor with all he has proved. */
@Controller
class VendorPages implements RoutePolicies {

    private final VendorApplications applications;
    private final Qualifications qualifications;
    private final SettlementAccounts accounts;
    private final AsShown asShown;

    VendorPages(
            VendorApplications applications,
            Qualifications qualifications,
            SettlementAccounts accounts,
            AsShown asShown) {
        this.accounts = accounts;
        this.applications = applications;
        this.qualifications = qualifications;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/vendors", OPERATOR), roles(GET, "/vendors/{id}", OPERATOR));
    }

    @GetMapping("/vendors")
    Mono<String> list(Sought sought, Model model, Actor operator) {
        model.addAttribute("sought", sought);
        return AskedTogether.of(
                qualifications
                        .list(sought)
                        .doOnNext(page -> model.addAttribute("page", page))
                        .thenReturn("vendors/vendors"),
                applications
                        .waiting()
                        .collectList()
                        .doOnNext(all -> model.addAttribute("applications", all))
                        .map(all -> all.stream().map(VendorApplication::id).toList())
                        .flatMap(ids -> asShown.ofEach("vendor-application", ids, operator))
                        .doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    /** The whole number, to be compared with what is said on the telephone. */
    private Mono<Void> waiting(UUID account, Model model, Actor operator) {
        return Mono.when(
                accounts.number(account, operator).doOnNext(number -> model.addAttribute("accountNumber", number)),
                asShown.of(accounts.name(), account, operator)
                        .doOnNext(seen -> model.addAttribute("seenAccount", seen)));
    }

    @GetMapping("/vendors/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor operator) {
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                qualifications
                        .of(id, operator)
                        .doOnNext(found -> model.addAttribute("vendor", found))
                        .thenReturn("vendors/vendor"),
                asShown.of("vendor", id, operator).doOnNext(seen -> model.addAttribute("seen", seen)),
                accounts.of(id, operator)
                        .doOnNext(all -> model.addAttribute("accounts", all))
                        .flatMapIterable(all -> all)
                        .filter(account -> account.state().isWaiting())
                        .next()
                        .flatMap(waiting -> waiting(waiting.id(), model, operator)));
    }
}
