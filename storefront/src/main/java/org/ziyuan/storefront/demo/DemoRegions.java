package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.transaction.Ids;

/** The regions of Guangdong with the education bureau of each; Dongguan and Zhongshan have no county. */
final class DemoRegions {

    static final String NATION = "100000";
    static final String PROVINCE = "440000";

    /**
     * A region and its bureau.
     *
     * @param path the codes from the nation down, joined by points
     */
    record Region(
            String code, String name, String tier, @Nullable String parent, String path) {

        UUID bureau() {
            return Ids.derived("demo-organization", code);
        }

        String bureauName() {
            return switch (tier) {
                case "nation" -> "国家教育资源公共服务中心";
                case "province" -> name + "教育厅";
                default -> name + "教育局";
            };
        }
    }

    private final Map<String, Region> byCode = new LinkedHashMap<>();

    DemoRegions() {
        byCode.put(NATION, new Region(NATION, "中国", "nation", null, NATION));
        for (CSVRecord row : DemoFile.read("regions-guangdong.csv")) {
            String parent = row.get("parent_code").isEmpty() ? NATION : row.get("parent_code");
            Region above = Objects.requireNonNull(byCode.get(parent), parent);
            String code = row.get("code");
            byCode.put(code, new Region(code, row.get("name"), row.get("tier"), parent, above.path() + "." + code));
        }
    }

    List<Region> all() {
        return List.copyOf(byCode.values());
    }

    Region of(String code) {
        return Objects.requireNonNull(byCode.get(code), code);
    }

    /** The regions that run schools themselves: every county, and the cities that have none. */
    List<Region> runningSchools() {
        List<Region> running = new ArrayList<>();
        for (Region region : byCode.values()) {
            boolean childless =
                    byCode.values().stream().noneMatch(other -> region.code().equals(other.parent()));
            if (region.tier().equals("county") || (region.tier().equals("city") && childless)) {
                running.add(region);
            }
        }
        return running;
    }
}
