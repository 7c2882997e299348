package org.ziyuan.procurement.requisition;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.register.OpenPapers;

/** Counts the requisitions that others or their author still have work with. */
@Component
class OpenRequisitions implements OpenPapers {

    @Override
    public String what() {
        return "requisitions";
    }

    @Override
    public String sql() {
        String open = Stream.of(RequisitionState.values())
                .filter(state -> !state.isClosed())
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", "));
        return "select count(*) from requisition where organization_id = :organization and state in (" + open + ")";
    }
}
