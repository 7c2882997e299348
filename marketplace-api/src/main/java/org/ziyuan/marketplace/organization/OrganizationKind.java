package org.ziyuan.marketplace.organization;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an organization is: a bureau of one of four tiers, a school, a teaching site, a vendor or the platform itself. */
public enum OrganizationKind {
    NATION("bureau", "nation", "国家"),
    PROVINCE("bureau", "province", "省", "省教育厅"),
    CITY("bureau", "city", "市", "地市", "市教育局"),
    COUNTY("bureau", "county", "县区", "县", "区", "区县", "县教育局", "区教育局"),
    SCHOOL("school", "school", "学校"),
    SITE("site", null, "教学点"),
    VENDOR("vendor", null, "供应商"),
    PLATFORM("operator", null, "平台");

    private final String column;
    private final @Nullable String tier;
    private final List<String> chinese;

    OrganizationKind(String column, @Nullable String tier, String... chinese) {
        this.column = column;
        this.tier = tier;
        this.chinese = List.of(chinese);
    }

    /** @param column the word in {@code organization.kind} */
    public static OrganizationKind of(String column, @Nullable String tier) {
        return Stream.of(values())
                .filter(kind -> kind.column.equals(column))
                .filter(kind -> kind.tier == null || kind.tier.equals(tier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(column + "/" + tier));
    }

    /** The word in {@code organization.kind}. */
    public String column() {
        return column;
    }

    /** The word in {@code organization.tier}; null where there are no tiers. */
    public @Nullable String tier() {
        return tier;
    }

    /** By which words it is known in files, the first of them being the one to tell people. */
    public List<String> words() {
        return Stream.concat(chinese.stream(), Stream.of(name())).toList();
    }

    /** Stands in the tree of bureaus, schools and sites; vendors and the platform stand beside it. */
    public boolean isInTheTree() {
        return this != VENDOR && this != PLATFORM;
    }

    public boolean teaches() {
        return this == SCHOOL || this == SITE;
    }

    /**
     * Whether it may lie directly below another, or below none where {@code above} is null. Schools lie below bureaus of any
     * tier (省属, 市属, 县属), sites below their school.
     */
    public boolean mayLieBelow(@Nullable OrganizationKind above) {
        return switch (this) {
            case NATION, VENDOR, PLATFORM -> above == null;
            case PROVINCE -> above == null || above == NATION;
            case CITY -> above == PROVINCE;
            case COUNTY -> above == CITY || above == PROVINCE;
            case SCHOOL -> above == PROVINCE || above == CITY || above == COUNTY;
            case SITE -> above == SCHOOL;
        };
    }
}
