package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator registers vendors' tools and says which of them opens a listing; both stay in the evidence. */
@Component
public class WriteTool {

    private final ToolRegistrations tools;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    WriteTool(ToolRegistrations tools, MoneyTransactions transactions, AuditLog audit) {
        this.tools = tools;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Registers a tool under a random name.
     *
     * @param id becomes the client id; the same id twice is one tool
     * @throws Refusal {@code role-required}, {@code text-length}, {@code tool-address-malformed}, {@code tool-address-insecure}
     */
    public Mono<ToolRegistration> register(UUID id, ToolSheet sheet, Actor operator) {
        return Mono.fromCallable(() -> {
                    operator.require(Role.OPERATOR);
                    return sheet.under(id);
                })
                .flatMap(tool -> transactions.execute(tools.written(tool)
                        .filter(written -> written)
                        .flatMap(written ->
                                audit.record(operator, "tool.registered", "tool", id, Map.of("name", tool.name())))
                        .thenReturn(tool)));
    }

    /**
     * Lets a tool open a listing from now on, or none.
     *
     * @param clientId of the tool; empty where nothing is to be opened
     * @throws Refusal {@code role-required}; {@code tool-unknown}; {@code listing-not-found}
     */
    public Mono<Void> place(String clientId, UUID listing, Actor operator) {
        return transactions.execute(Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(Mono.defer(() -> tools.mustBeListed(listing)))
                .then(Mono.defer(() -> clientId.isEmpty() ? tools.displaced(listing) : known(clientId, listing)))
                .filter(changed -> changed)
                .flatMap(changed ->
                        audit.record(operator, "listing.opened-by", "listing", listing, Map.of("tool", clientId))));
    }

    private Mono<Boolean> known(String clientId, UUID listing) {
        return tools.find(clientId)
                .switchIfEmpty(Mono.error(() -> Refusal.invalid("tool-unknown").with("field", "tool")))
                .then(tools.placed(clientId, List.of(listing)));
    }
}
