package org.ziyuan.storefront.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.ListingTitle;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.storefront.demo.DemoVendors.Vendor;

/** 1,200 real textbook titles, the five pilot apps and training services, with licence terms and invented prices. */
final class DemoListings {

    private static final String DIGITAL_TEXTBOOK =
            "<p>与纸质教材内容一致的数字版本，支持翻阅、朗读、批注和课堂投屏。</p><ul><li>教师与学生各用自己的账号阅读</li><li>批注随账号保存</li><li>修订版随时更新，授权期内不另收费</li></ul>";
    private static final String SEAT_TERMS = "按学生人数授权，一人一席；授权期自供应商确认之日起，期满不再打开新的学习，已有批注保留可读。";
    private static final String SITE_TERMS = "全校师生可用，不限席位；不得向校外转授。";

    private static final QueryReader READER = new QueryReader(CatalogWords.vocabulary());

    private final ListingRows rows = new ListingRows();

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

    ListingRows rows() {
        return rows;
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
        DemoSheet sheet = new DemoSheet(
                row.get("source_id"),
                vendorOf(row),
                exercise ? "resource" : "textbook",
                title.text(),
                subtitle,
                joined(row.get("subject"), subtitle, row.get("publisher")),
                exercise ? "<p>历年试题与解析，供教师组卷与学生练习。</p>" : DIGITAL_TEXTBOOK,
                facets);
        rows.publish(sheet);
        Chance chance = Chance.of("price " + sheet.code());
        long perPupil = exercise ? 50 * chance.between(2, 6) : 50 * chance.between(8, 24);
        rows.offer(sheet, "按学生授权", "named_seat", "pupil_year", perPupil, 12, SEAT_TERMS);
        if (!exercise && chance.in(60)) {
            rows.offer(sheet, "全校授权", "school", "school_year", 10_000L * chance.between(40, 160), 12, SITE_TERMS);
        }
    }

    private void pilot(PilotApp app) {
        DemoSheet sheet = new DemoSheet(
                app.code,
                DemoVendors.of(app.vendor),
                "app",
                app.title,
                app.subtitle,
                app.subtitle,
                pilotHtml(app),
                Map.of());
        rows.publish(sheet);
        rows.offer(sheet, "按学生授权", "named_seat", "pupil_year", app.pupilYearInFen, 12, SEAT_TERMS);
        rows.offer(sheet, "教师席位", "named_seat", "seat_year", app.pupilYearInFen * 5, 12, "按教师席位授权，席位可在学期内收回再分配。");
        rows.offer(sheet, "全校授权", "school", "school_year", app.schoolYearInFen, 12, SITE_TERMS);
    }

    private void training(String code, String title, String subtitle, long priceInFen) {
        DemoSheet sheet = new DemoSheet(
                code,
                DemoVendors.of("v09"),
                "service",
                title,
                subtitle,
                subtitle,
                "<p>" + subtitle + "。</p>",
                Map.of());
        rows.publish(sheet);
        rows.offer(sheet, "每期", "service", "one_off", priceInFen, null, "按期验收，培训结束提交签到表与课程资料后付款。");
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
