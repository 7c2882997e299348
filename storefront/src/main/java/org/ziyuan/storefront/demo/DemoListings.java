package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.ListingTitle;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Vocabulary;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoVendors.Vendor;

/** 1,200 real textbook titles, the five pilot apps and training services, with licence terms and invented prices. */
final class DemoListings {

    static final String PUBLISHED_AT = "2026-08-20T00:00:00Z";

    private static final String DIGITAL_TEXTBOOK =
            "<p>与纸质教材内容一致的数字版本，支持翻阅、朗读、批注和课堂投屏。</p><ul><li>教师与学生各用自己的账号阅读</li><li>批注随账号保存</li><li>修订版随时更新，授权期内不另收费</li></ul>";
    private static final String SEAT_TERMS = "按学生人数授权，一人一席；授权期自供应商确认之日起，期满不再打开新的学习，已有批注保留可读。";
    private static final String SITE_TERMS = "全校师生可用，不限席位；不得向校外转授。";

    private static final QueryReader READER = new QueryReader(Vocabulary.builtIn());

    private final List<Map<String, Object>> listings = new ArrayList<>();
    private final List<Map<String, Object>> versions = new ArrayList<>();
    private final List<Map<String, Object>> offers = new ArrayList<>();
    private final List<Map<String, Object>> prices = new ArrayList<>();

    /** A pilot app: a catalogue entry like any other, launched under licence. */
    enum PilotApp {
        RENJIAO("pilot-renjiao", "v01", "人教数字教材", "人教版数字教材阅读平台", 1200, 380_000),
        READING("pilot-reading", "v07", "一起阅读", "儿童文学分级阅读与班级共读", 900, 260_000),
        SCIENCE("pilot-science", "v08", "爱科学", "小学科学探究活动与虚拟实验", 800, 220_000),
        CLOUD("pilot-cloud", "v06", "人人通云教学平台", "备课、授课、作业与空间一体的云教学平台", 1500, 520_000),
        ASSISTANT("pilot-assistant", "v06", "教学助手", "教师备课与课堂互动助手", 600, 180_000);

        final String code;
        final String vendor;
        final String title;
        final String subtitle;
        final long pupilYearInFen;
        final long schoolYearInFen;

        PilotApp(String code, String vendor, String title, String subtitle, long pupilYearInFen, long schoolYearInFen) {
            this.code = code;
            this.vendor = vendor;
            this.title = title;
            this.subtitle = subtitle;
            this.pupilYearInFen = pupilYearInFen;
            this.schoolYearInFen = schoolYearInFen;
        }

        UUID listing() {
            return Ids.derived("demo-listing", code);
        }
    }

    /** What a listing is, before it becomes rows. */
    private record Sheet(
            String code,
            Vendor vendor,
            String kind,
            String title,
            String subtitle,
            String summary,
            String html,
            Map<String, String> facets) {

        UUID id() {
            return Ids.derived("demo-listing", code);
        }
    }

    DemoListings() {
        DemoFile.read("textbooks.csv").forEach(this::textbook);
        for (PilotApp app : PilotApp.values()) {
            pilot(app);
        }
        training("training-textbook", "数字教材课堂应用培训", "半天线下研修与一学期线上答疑，每校 20 名教师", 980_000);
        training("training-platform", "云教学平台管理员培训", "学校管理员一日实操：名册、席位、统计与常见问题", 450_000);
        training("training-science", "小学科学探究教学工作坊", "两天工作坊，含实验器材清单与课例", 1_280_000);
        training("training-reading", "班级共读指导培训", "分级书目、共读活动设计与家校沟通", 680_000);
    }

    List<Map<String, Object>> listings() {
        return listings;
    }

    List<Map<String, Object>> versions() {
        return versions;
    }

    List<Map<String, Object>> offers() {
        return offers;
    }

    List<Map<String, Object>> prices() {
        return prices;
    }

    private void textbook(CSVRecord row) {
        boolean exercise = row.get("stage").equals("习题");
        String edition = row.get("edition");
        Map<String, String> facets = new LinkedHashMap<>();
        ListingTitle title = ListingTitle.read(row.get("title"), READER);
        for (String facet : List.of("stage", "subject", "edition", "grade", "volume", "publisher")) {
            String written = row.get(facet);
            facets.put(
                    facet,
                    Dimension.ofKey(facet)
                            .map(dimension -> title.facet(dimension, written))
                            .orElse(written));
        }
        String subtitle = joined(edition, row.get("stage"), facets.get("grade") + facets.get("volume"));
        Sheet sheet = new Sheet(
                row.get("source_id"),
                vendorOf(row),
                exercise ? "resource" : "textbook",
                title.text(),
                subtitle,
                joined(row.get("subject"), subtitle, row.get("publisher")),
                exercise ? "<p>历年试题与解析，供教师组卷与学生练习。</p>" : DIGITAL_TEXTBOOK,
                facets);
        publish(sheet);
        Chance chance = Chance.of("price " + sheet.code());
        long perPupil = exercise ? 50 * chance.between(2, 6) : 50 * chance.between(8, 24);
        offer(sheet, "按学生授权", "named_seat", "pupil_year", perPupil, 12, SEAT_TERMS);
        if (!exercise && chance.in(60)) {
            offer(sheet, "全校授权", "school", "school_year", 10_000L * chance.between(40, 160), 12, SITE_TERMS);
        }
    }

    private void pilot(PilotApp app) {
        Sheet sheet = new Sheet(
                app.code,
                DemoVendors.of(app.vendor),
                "app",
                app.title,
                app.subtitle,
                app.subtitle,
                pilotHtml(app),
                Map.of());
        publish(sheet);
        offer(sheet, "按学生授权", "named_seat", "pupil_year", app.pupilYearInFen, 12, SEAT_TERMS);
        offer(sheet, "教师席位", "named_seat", "seat_year", app.pupilYearInFen * 5, 12, "按教师席位授权，席位可在学期内收回再分配。");
        offer(sheet, "全校授权", "school", "school_year", app.schoolYearInFen, 12, SITE_TERMS);
    }

    private void training(String code, String title, String subtitle, long priceInFen) {
        Sheet sheet = new Sheet(
                code,
                DemoVendors.of("v09"),
                "service",
                title,
                subtitle,
                subtitle,
                "<p>" + subtitle + "。</p>",
                Map.of());
        publish(sheet);
        offer(sheet, "每期", "service", "one_off", priceInFen, null, "按期验收，培训结束提交签到表与课程资料后付款。");
    }

    private void publish(Sheet sheet) {
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("id", sheet.id());
        listing.put("vendor_id", sheet.vendor().id());
        listing.put("kind", sheet.kind());
        listing.put("state", ListingState.PUBLISHED.name());
        listing.put("current_version", 1);
        listing.put("external_code", sheet.code());
        listing.put("row_version", 0);
        listing.put("created_at", PUBLISHED_AT);
        listing.put("updated_at", PUBLISHED_AT);
        listings.add(listing);
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("listing_id", sheet.id());
        version.put("version", 1);
        version.put("title", sheet.title());
        version.put("subtitle", sheet.subtitle());
        version.put("summary", sheet.summary());
        version.put("description_html", sheet.html());
        for (String facet : List.of("stage", "subject", "edition", "grade", "volume", "publisher")) {
            String value = sheet.facets().getOrDefault(facet, "");
            version.put(facet, value.isEmpty() ? null : value);
        }
        version.put("published_at", PUBLISHED_AT);
        versions.add(version);
    }

    private void offer(
            Sheet sheet,
            String name,
            String model,
            String meter,
            long priceInFen,
            @Nullable Integer months,
            String terms) {
        UUID id = Ids.derived("demo-offer", sheet.code(), meter);
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("id", id);
        offer.put("listing_id", sheet.id());
        offer.put("name", name);
        offer.put("licence_model", model);
        offer.put("meter", meter);
        offer.put("unit_price_in_fen", priceInFen);
        offer.put("price_version", 1);
        offer.put("term_months", months);
        offer.put("minimum_quantity", 1);
        offer.put("trial", false);
        offer.put("active", true);
        offer.put("terms", terms);
        offers.add(offer);
        Map<String, Object> price = new LinkedHashMap<>();
        price.put("offer_id", id);
        price.put("price_version", 1);
        price.put("unit_price_in_fen", priceInFen);
        price.put("changed_by", Ids.derived("demo-person", sheet.vendor().code() + ".manager"));
        price.put("changed_at", PUBLISHED_AT);
        price.put("approved_by", Ids.derived("demo-person", "operator"));
        prices.add(price);
    }

    private static Vendor vendorOf(CSVRecord row) {
        String edition = row.get("edition");
        if (row.get("stage").equals("习题") || row.get("stage").equals("大学")) {
            return DemoVendors.of("v10");
        }
        if (List.of("音乐", "美术", "艺术", "体育与健康").contains(row.get("subject"))) {
            return DemoVendors.of("v05");
        }
        if (edition.startsWith("人教") || edition.startsWith("统编")) {
            return DemoVendors.of("v01");
        }
        if (edition.startsWith("粤") || edition.startsWith("沪") || edition.startsWith("岭南")) {
            return DemoVendors.of("v02");
        }
        return DemoVendors.of(
                edition.startsWith("苏") || edition.startsWith("浙") || edition.startsWith("译") ? "v04" : "v03");
    }

    private static String pilotHtml(PilotApp app) {
        return "<p>试点应用：" + app.subtitle + "。</p><p>采购后，教师和学生在“我的资源”中直接打开，无须另设账号；供应商只得到假名标识，不得到学生姓名。</p>";
    }

    private static String joined(String... parts) {
        return String.join(
                " · ", List.of(parts).stream().filter(part -> !part.isBlank()).toList());
    }
}
