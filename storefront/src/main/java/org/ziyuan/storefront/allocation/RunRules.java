package org.ziyuan.storefront.allocation;

import java.util.Objects;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.Tranche;
import org.ziyuan.marketplace.identity.Actor;

/**
 * What the page of an allocation tells and offers one reader. The first four say how far each of its steps is: done,
 * current, next or refused.
 *
 * @param learnOthersApprove that who computed it does not approve it
 */
record RunRules(
        String computing,
        String approving,
        String posting,
        String releasing,
        boolean seeProgress,
        boolean decide,
        boolean learnOthersApprove,
        boolean approve,
        boolean post,
        boolean releaseTranches) {

    static RunRules of(AllocationRun run, Actor reader) {
        boolean computed = run.state() == AllocationRun.State.COMPUTED;
        boolean approved = run.state() == AllocationRun.State.APPROVED;
        boolean posting = run.state() == AllocationRun.State.POSTING;
        boolean posted = run.state() == AllocationRun.State.POSTED;
        boolean decides = AllocationPages.decides(reader);
        boolean own = Objects.equals(reader.personId(), run.computedBy());
        return new RunRules(
                computed ? "current" : "done",
                run.approvedAt() != null ? "done" : run.state() == AllocationRun.State.CANCELLED ? "refused" : "next",
                posted ? "done" : posting ? "current" : "next",
                posted ? "current" : "next",
                posting || posted,
                decides && (computed || approved),
                computed && own,
                computed && !own,
                approved,
                decides && posted);
    }

    public boolean release(Tranche tranche) {
        return releaseTranches && tranche.planned();
    }
}
