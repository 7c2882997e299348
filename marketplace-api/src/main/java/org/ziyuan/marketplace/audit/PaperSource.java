package org.ziyuan.marketplace.audit;

/** Tells {@link Papers} what papers of a feature's own tables are, so that all features are asked in one statement. */
public interface PaperSource {

    /**
     * A query with the columns of {@link Papers.Paper} and with {@code id}, {@code kind} and {@code place}, over the ids in
     * the relation {@code wanted}. Two conditions may stand in it: {@code Sight.MONEY} over an organization, and {@code
     * :above}, which is true of a reader who sees what lies below a bureau.
     */
    String sql();
}
