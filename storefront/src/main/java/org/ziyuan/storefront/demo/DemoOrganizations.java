package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.storefront.demo.DemoRegions.Region;
import org.ziyuan.storefront.demo.DemoSchools.School;
import org.ziyuan.storefront.demo.DemoVendors.Vendor;

/** The rows of regions and organizations: bureaus, schools, vendors and the operator, each above what it contains. */
final class DemoOrganizations {

    private DemoOrganizations() {}

    static List<Map<String, Object>> regions(DemoRegions regions) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Region region : regions.all()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("code", region.code());
            row.put("name", region.name());
            row.put("tier", region.tier());
            row.put("parent_code", region.parent());
            rows.add(row);
        }
        return rows;
    }

    static List<Map<String, Object>> all(DemoRegions regions, DemoSchools schools) {
        List<Map<String, Object>> rows = new ArrayList<>();
        regions.all().forEach(region -> rows.add(bureau(region, regions)));
        schools.all().forEach(school -> rows.add(school(school)));
        for (int i = 0; i < DemoVendors.ALL.size(); i++) {
            rows.add(vendor(DemoVendors.ALL.get(i), DemoVendors.creditCode(i + 1)));
        }
        rows.add(row(DemoProvince.OPERATOR, "operator", null, "operator", "资源超市运营中心", null, null, "operator", null));
        return rows;
    }

    private static Map<String, Object> bureau(Region region, DemoRegions regions) {
        String above = region.parent();
        return row(
                region.bureau(),
                "bureau",
                region.tier(),
                region.code(),
                region.bureauName(),
                region.code(),
                above == null ? null : regions.of(above).bureau(),
                region.path(),
                null);
    }

    private static Map<String, Object> school(School school) {
        Region region = school.region();
        Map<String, Object> row = row(
                school.id(),
                "school",
                "school",
                school.code(),
                school.name(),
                region.code(),
                region.bureau(),
                school.path(),
                null);
        row.put("stage", school.kind().stage.name());
        return row;
    }

    private static Map<String, Object> vendor(Vendor vendor, String creditCode) {
        String path = "vendor." + vendor.code();
        return row(vendor.id(), "vendor", null, vendor.code(), vendor.name(), null, null, path, creditCode);
    }

    private static Map<String, Object> row(
            UUID id,
            String kind,
            @Nullable String tier,
            String code,
            String name,
            @Nullable String region,
            @Nullable UUID parent,
            String path,
            @Nullable String creditCode) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("kind", kind);
        row.put("tier", tier);
        row.put("code", code);
        row.put("name", name);
        row.put("region_code", region);
        row.put("parent_id", parent);
        row.put("path", path);
        row.put("unified_credit_code", creditCode);
        row.put("stage", null);
        row.put("demo", true);
        row.put("created_at", "2026-09-01T00:00:00Z");
        return row;
    }
}
