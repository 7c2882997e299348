package org.ziyuan.marketplace.funding;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Binds lines that float together (控制树). The money of a line that is bound lies at its topmost node, and all lines
 * bound there draw on it; what each reserves, promises and spends stays its own and is reported on it.
 */
@Component
class ControlTree {

    private final DatabaseClient database;
    private final BudgetLines lines;
    private final LineBinding binding;
    private final MoneyTransactions transactions;

    ControlTree(DatabaseClient database, BudgetLines lines, LineBinding binding, MoneyTransactions transactions) {
        this.database = database;
        this.lines = lines;
        this.binding = binding;
        this.transactions = transactions;
    }

    /**
     * Where a line stands in the tree.
     *
     * @param nodeId the node it is bound at, null when it draws on its own money
     * @param purseId the line whose money it draws on: the topmost node, or the line itself
     * @param boundHere the lines that are bound at this one directly
     */
    public record Place(UUID budgetLineId, @Nullable UUID nodeId, UUID purseId, List<UUID> boundHere) {

        public Place {
            boundHere = List.copyOf(boundHere);
        }
    }

    /** @throws Refusal {@code budget-line-not-found}, also for a line the actor may not see */
    public Mono<Place> find(UUID lineId, Actor actor) {
        return lines.find(lineId, actor)
                .flatMap(line -> database.sql("""
                        select b.control_node_id, control_root(b.id) as purse,
                               array(select x.id from budget_line x where x.control_node_id = b.id order by x.id) as bound
                          from budget_line b where b.id = :id
                        """)
                        .bind("id", line.id())
                        .map(row -> new Place(
                                line.id(),
                                row.get("control_node_id", UUID.class),
                                id(row, "purse"),
                                List.of(read(row, "bound", UUID[].class))))
                        .one());
    }

    /**
     * From now on the line draws on the money at the node. Bound there already, nothing changes.
     *
     * @throws Refusal {@code control-tree-cycle}; {@code control-tree-too-deep} beyond four levels; {@code
     *     control-node-of-another-purse} for another fund or year, or an organization that is not above; {@code
     *     purpose-forbids}; {@code budget-line-holds-money} when the line has money of its own: it is transferred first;
     *     {@code fiscal-year-closed}
     */
    public Mono<Place> bind(UUID lineId, UUID nodeId, Actor by) {
        return change(lineId, nodeId, by);
    }

    /** The line draws on its own money again; what it holds of the node's money comes back to itself when released. */
    public Mono<Place> free(UUID lineId, Actor by) {
        return change(lineId, null, by);
    }

    private Mono<Place> change(UUID lineId, @Nullable UUID nodeId, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureaus());
            Mono<Void> seen =
                    nodeId == null ? Mono.empty() : lines.find(nodeId, by).then();
            return seen.then(find(lineId, by))
                    .flatMap(place -> transactions.execute(Mono.just(place)
                            .filter(found -> !Objects.equals(found.nodeId(), nodeId))
                            .flatMap(found -> binding.change(found, nodeId, by))))
                    .then(Mono.defer(() -> find(lineId, by)));
        });
    }
}
