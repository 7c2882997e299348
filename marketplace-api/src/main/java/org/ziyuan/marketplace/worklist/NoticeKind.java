package org.ziyuan.marketplace.worklist;

/**
 * A kind of news that concerns people without asking anything of them.
 *
 * @param name one word; each person may switch a kind off by it
 * @param sql a query over the same values as a {@link WorkKind}'s. It answers what concerns this very person: {@code id},
 *     {@code target} (the document), {@code number}, {@code about}, {@code who} (who did it), {@code word} (the message
 *     key of what happened) and {@code at}
 */
public record NoticeKind(String name, String sql) {}
