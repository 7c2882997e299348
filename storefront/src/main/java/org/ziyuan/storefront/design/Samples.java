package org.ziyuan.storefront.design;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.ziyuan.catalog.analysis.Segment;
import org.ziyuan.storefront.cover.Cover;
import org.ziyuan.storefront.layout.BudgetBar;
import org.ziyuan.storefront.layout.Crumb;
import org.ziyuan.storefront.layout.Facet;
import org.ziyuan.storefront.layout.Facet.Choice;
import org.ziyuan.storefront.layout.FormErrors;
import org.ziyuan.storefront.layout.ListingCard;
import org.ziyuan.storefront.layout.Option;
import org.ziyuan.storefront.layout.TimelineStep;

/** Invented figures for the style page. */
final class Samples {

    private static final Instant SUBMITTED = Instant.parse("2026-11-20T01:12:00Z");

    private Samples() {}

    static BudgetBar bar() {
        return new BudgetBar("生均公用经费 · 2026", 86_240_00, 18_600_00, 42_750_00, 9_800_00, 128_410_50);
    }

    static List<Crumb> crumbs() {
        return List.of(new Crumb("采购申请", "/requisitions"), Crumb.here("REQ-2026-000187"));
    }

    static List<TimelineStep> life() {
        return List.of(
                TimelineStep.done("提交采购申请", "王敏（采购员）", SUBMITTED).withNote("预占 ¥12,600.00"),
                TimelineStep.done("会计审核通过", "李会计", SUBMITTED.plus(Duration.ofHours(5))),
                TimelineStep.current("校长审批", "陈校长", Instant.now().plus(Duration.ofDays(1))),
                TimelineStep.next("开出订单，指标转为已承诺", "系统"),
                TimelineStep.next("确认订单", "供应商"));
    }

    static List<TimelineStep> refusedLife() {
        return List.of(
                TimelineStep.done("提交采购申请", "王敏（采购员）", SUBMITTED),
                TimelineStep.refused(
                        "校长驳回", "陈校长", SUBMITTED.plus(Duration.ofDays(1)), "本学期已有同类资源，释放 ¥12,600.00 回可用指标。"));
    }

    static List<Cover> covers() {
        return List.of(
                new Cover("textbook", "数学 三年级上册", "小学", "数学", "人教版", "三年级", "上册"),
                new Cover("textbook", "英语 七年级下册", "初中", "英语", "外研版", "七年级", "下册"),
                new Cover("textbook", "语文 五年级上册", "小学", "语文", "统编版", "五年级", "上册"),
                new Cover("app", "一起阅读", "小学", null, null, null, null),
                new Cover("app", "人人通云教学平台", null, null, null, null, null),
                new Cover("textbook", "道德与法治 二年级", "小学", "道德与法治", "统编版", "二年级", "上册"),
                new Cover("textbook", "书法练习指导", "小学", "语文·书法练习指导", "人美版", "四年级", "下册"),
                new Cover("service", "数字教材应用校本培训（两天）", null, null, null, null, null),
                new Cover("textbook", "物理", "高中", "物理", "沪科技版", null, "选择性必修2"),
                new Cover("course", "课后服务：小小天文学家", "小学", "科学", null, "四年级", null));
    }

    static List<ListingCard> cards() {
        return IntStream.range(0, covers().size()).mapToObj(Samples::card).toList();
    }

    private static ListingCard card(int number) {
        Cover cover = covers().get(number);
        boolean priced = number % 4 != 3;
        String title = number == 6 ? "义务教育三至六年级 · 书法练习指导（实验）四年级下册" : cover.title();
        return new ListingCard(
                "design-" + number,
                cover.kind(),
                title,
                List.of(new Segment(title, number == 0)),
                number % 2 == 0 ? "南岭数字出版社" : "珠江教育科技",
                java.util.stream.Stream.of(
                                cover.stage(), cover.subject(), cover.edition(), cover.grade(), cover.volume())
                        .filter(java.util.Objects::nonNull)
                        .toList(),
                priced ? "pupil_year" : "free",
                priced ? 12_00L + number * 150L : 0L,
                priced ? 12_600_00L + number * 157_500L : 0L,
                List.of("requestable", "licensed", "none").get(number % 3),
                number == 0);
    }

    static List<Facet> facets() {
        return List.of(
                new Facet("stage", choices("小学", 535, "初中", 348, "高中", 260)),
                new Facet("subject", choices("数学", 130, "英语", 182, "音乐", 178, "科学", 121)),
                new Facet("edition", choices("人教版", 214, "北师大版", 96, "苏教版", 58)));
    }

    private static List<Choice> choices(Object... labelsAndCounts) {
        return IntStream.range(0, labelsAndCounts.length / 2)
                .mapToObj(i -> new Choice(
                        (String) labelsAndCounts[2 * i], (Integer) labelsAndCounts[2 * i + 1], i == 0, "/design"))
                .toList();
    }

    static List<Line> lines() {
        return List.of(
                new Line("PO-2026-000093", "数学 三年级上册（数字教材）", "南岭数字出版社", 1_050, 12_600_00, "ISSUED"),
                new Line("PO-2026-000088", "爱科学 实验探究", "珠江教育科技", 420, 8_400_00, "CONFIRMED"),
                new Line("PO-2026-000071", "教学助手 教师席位", "珠江教育科技", 86, 10_320_00, "PAID"),
                new Line("PO-2026-000064", "校本培训（两天）", "岭南教师发展中心", 1, 6_800_00, "DECLINED"));
    }

    static List<Option> options() {
        return List.of(new Option("TREASURY", "国库集中支付"), new Option("ALIPAY", "支付宝"), new Option("STRIPE", "Stripe"));
    }

    static FormErrors errors() {
        return FormErrors.on("quantity", "数量不能超过在校人数 1,050。").and("reason", "请写明用途，审批人会看到。");
    }

    /** One row of the sample table. */
    record Line(String number, String what, String vendor, long quantity, long totalInFen, String state) {}
}
