package org.ziyuan.marketplace.listing.file;

import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/** The columns of a file of listings. */
enum ListingColumn implements Heading {
    CODE("资源编号"),
    TITLE("名称"),
    KIND("类别"),
    STAGE("学段"),
    SUBJECT("学科"),
    EDITION("版本"),
    PUBLISHER("出版社"),
    GRADE("年级"),
    VOLUME("册次"),
    SUBTITLE("副标题"),
    SUMMARY("简介"),
    LINK("打开链接"),
    PRICE("每生每学年单价");

    static final Columns<ListingColumn> ALL = Columns.of(ListingColumn.class, CODE, TITLE);

    private final String chinese;

    ListingColumn(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    /** The code is whatever the vendor's own catalogue calls a title by. */
    @Override
    public String english() {
        return this == CODE ? "source_id" : Heading.super.english();
    }

    @Override
    public int longest() {
        return switch (this) {
            case TITLE, SUBTITLE -> 200;
            case SUMMARY -> 1000;
            case LINK -> 500;
            default -> 0;
        };
    }
}
