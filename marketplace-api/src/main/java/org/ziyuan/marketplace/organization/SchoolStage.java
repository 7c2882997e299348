package org.ziyuan.marketplace.organization;

import java.util.List;
import java.util.stream.Stream;

/** Which stages of schooling a school is founded for (办学类型); pupils are counted by level, of which it may have several. */
public enum SchoolStage {
    PRIMARY("小学", "完全小学"),
    JUNIOR("初中", "初级中学"),
    NINE_YEAR("九年一贯", "九年一贯制", "九年一贯制学校"),
    COMPLETE("完中", "完全中学"),
    SENIOR("高中", "高级中学", "普通高中"),
    SPECIAL("特教", "特殊教育", "特殊教育学校"),
    TEACHING_POINT("教学点");

    private final List<String> chinese;

    SchoolStage(String... chinese) {
        this.chinese = List.of(chinese);
    }

    /** By which words it is known in files, the first of them being the one to tell people. */
    public List<String> words() {
        return Stream.concat(chinese.stream(), Stream.of(name(), name().replace('_', ' ')))
                .toList();
    }
}
