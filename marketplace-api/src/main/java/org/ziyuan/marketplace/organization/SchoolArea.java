package org.ziyuan.marketplace.organization;

import java.util.List;

/** Where a school lies by the statistics' division of town and country (城乡分类). */
public enum SchoolArea {
    URBAN("城区"),
    TOWN("镇区"),
    RURAL("乡村");

    private final String chinese;

    SchoolArea(String chinese) {
        this.chinese = chinese;
    }

    /** By which words it is known in files, the first of them being the one to tell people. */
    public List<String> words() {
        return List.of(chinese, name());
    }
}
