package org.ziyuan.storefront.home;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for the reader.
 *
 * @param kind what is to be done: approve, decide, accept, pay, difference, refund, review, submit or unpaid; its words are the message {@code
 *     home.task.<kind>}
 * @param number the document's number
 * @param about what it is about, in the words of the people concerned
 * @param who who asks or sells
 * @param amountInFen how much money it is about; null where it is about none
 * @param dueAt by when; null when nothing is set
 * @param href where it is done
 */
record Task(
        String kind,
        String number,
        String about,
        String who,
        @Nullable Long amountInFen,
        @Nullable Instant dueAt,
        String href) {}
