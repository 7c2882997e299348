package org.ziyuan.marketplace.worklist;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * Something that waits for one person.
 *
 * @param kind the name of its {@link WorkKind}
 * @param target the document where it is done
 * @param number the document's number; empty where it has none
 * @param about what it is about, in the words of the people concerned
 * @param who who asks or sells; empty where it is nobody
 * @param amount how much money it is about; null where it is about none
 * @param since from when on it has waited
 * @param dueAt by when; null when nothing is set
 */
public record WorkItem(
        String kind,
        UUID id,
        UUID target,
        String number,
        String about,
        String who,
        @Nullable Money amount,
        OffsetDateTime since,
        @Nullable OffsetDateTime dueAt) {

    /** Where it stands in the list: what is due first is first, and without a due time what has waited longest. */
    OffsetDateTime rank() {
        return dueAt == null ? since : dueAt;
    }
}
