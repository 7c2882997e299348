package org.ziyuan.storefront.design;

import static org.springframework.http.HttpMethod.GET;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import org.ziyuan.storefront.cover.Cover;
import org.ziyuan.storefront.cover.CoverPicture;
import org.ziyuan.storefront.layout.BudgetBar;

/** Shows every shared fragment once, so that a change of style can be judged in one look. */
@Controller
@Profile("demo")
class DesignPage {

    @Bean
    static RoutePolicies designRoutes() {
        return () -> List.of(
                RoutePolicy.anyone(GET, "/design"),
                RoutePolicy.anyone(GET, "/design/form"),
                RoutePolicy.anyone(GET, "/covers/design-{number}.svg"));
    }

    @GetMapping("/design")
    String design(Model model) {
        BudgetBar bar = Samples.bar();
        model.addAttribute("bar", bar);
        model.addAttribute("afterReserving", bar.reserving(12_600_00));
        model.addAttribute("afterTooMuch", bar.reserving(90_000_00));
        model.addAttribute("crumbs", Samples.crumbs());
        model.addAttribute("steps", Samples.life());
        model.addAttribute("refusedSteps", Samples.refusedLife());
        model.addAttribute("cards", Samples.cards());
        model.addAttribute("facets", Samples.facets());
        model.addAttribute("lines", Samples.lines());
        model.addAttribute("sampleFlash", Flash.good("采购申请 REQ-2026-000187 已提交，¥12,600.00 已预占，等李会计审核。"));
        return "design/page";
    }

    @GetMapping("/design/form")
    String form(Model model) {
        model.addAttribute("crumbs", Samples.crumbs());
        model.addAttribute("options", Samples.options());
        model.addAttribute("errors", Samples.errors());
        return "design/form";
    }

    @GetMapping("/covers/design-{number}.svg")
    ResponseEntity<String> cover(@PathVariable int number) {
        List<Cover> covers = Samples.covers();
        return CoverPicture.of(covers.get(Math.floorMod(number, covers.size())));
    }
}
