package org.ziyuan.marketplace.worklist;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Something that happened and concerns one person.
 *
 * @param kind the name of its {@link NoticeKind}
 * @param target the document it happened to
 * @param word the message key of what happened
 * @param who who did it
 * @param fresh whether it came after the person last said that he has seen all
 */
public record Notice(
        String kind,
        UUID id,
        UUID target,
        String number,
        String about,
        String who,
        String word,
        OffsetDateTime at,
        boolean fresh) {}
