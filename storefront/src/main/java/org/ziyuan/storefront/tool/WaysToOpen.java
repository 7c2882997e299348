package org.ziyuan.storefront.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.licensing.lti.tool.ListedTool;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** What the operator may choose to open listings with, and what opens them now. */
@Component
public class WaysToOpen {

    private final ToolRegistrations tools;
    private final MessageSource words;

    WaysToOpen(ToolRegistrations tools, MessageSource words) {
        this.tools = tools;
        this.words = words;
    }

    /** Gives the model {@code tools}, the latest hundred to choose from, and {@code opened}: listing to client id. */
    public Mono<Void> offer(List<UUID> listings, Model model, Locale locale) {
        return Mono.when(
                tools.list(Sought.everything(Cursor.START, Page.LARGEST))
                        .doOnNext(page -> model.addAttribute("tools", options(page.items(), locale))),
                tools.opening(listings).doOnNext(opened -> model.addAttribute("opened", opened)));
    }

    private List<Option> options(List<ListedTool> all, Locale locale) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", words.getMessage("tool.none", null, locale)));
        all.forEach(tool -> options.add(new Option(tool.clientId(), tool.name())));
        return options;
    }
}
