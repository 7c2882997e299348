package org.ziyuan.storefront.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The pages of the played providers. They load nothing and need no script. */
final class CashierPage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title><style>
            body{font:16px/1.6 system-ui,sans-serif;background:#f3f5f8;color:#1c2733;margin:0}
            main{max-width:26rem;margin:10vh auto;background:#fff;padding:2rem;border-radius:.75rem;border:1px solid #d8dee6}
            h1{font-size:1.15rem;margin:0 0 1rem}.sum{font-size:2rem;font-weight:600;margin:.25rem 0 1rem}
            dt{color:#5b6776;font-size:.875rem}dd{margin:0 0 .75rem;word-break:break-all}
            button{display:block;width:100%%;padding:.7rem;margin:.5rem 0;font:inherit;border-radius:.5rem;border:1px solid #b9c3cf;background:#fff;cursor:pointer}
            button.first{background:#1a56a8;border-color:#1a56a8;color:#fff}
            .note{color:#5b6776;font-size:.875rem;border-top:1px solid #e5e9ee;padding-top:1rem;margin-top:1.5rem}
            </style></head><body><main>%2$s<p class="note">这是演示用的支付沙箱，在本机运行，不涉及真实资金。</p></main></body></html>
            """;

    static final String REFUND = "refund";
    private static final String REFUND_HALF = "refund-half";

    /** What the shop's own desk could do with a paid trade; here it stands on the same page. */
    private static final String REFUNDS = """
            <button name="mode" value="%s">退款（余额的一半）</button><button name="mode" value="%s">全额退款</button>
            """.formatted(REFUND_HALF, REFUND);

    private CashierPage() {}

    static boolean isRefund(String word) {
        return word.equals(REFUND) || word.equals(REFUND_HALF);
    }

    /** The trades a provider remembers, each a way to its page: to pay, or to give the money back. */
    static Answer list(String provider, String page, List<Trade> trades, Function<Trade, String> number) {
        String links = trades.stream()
                .limit(50)
                .map(trade -> "<li><a href=\"%s\">%s</a> ¥%s</li>"
                        .formatted(
                                HtmlUtils.htmlEscape(page + number.apply(trade)),
                                HtmlUtils.htmlEscape(trade.subject()),
                                grouped(trade.amountInFen())))
                .collect(Collectors.joining());
        return html(200, provider + "交易", "<h1>" + provider + "交易（沙箱）</h1><ul>" + links + "</ul>");
    }

    static Answer of(String provider, String action, Trade trade) {
        String buttons = Arrays.stream(Mode.values())
                .map(mode -> "<button name=\"mode\" value=\"%s\"%s>%s</button>"
                        .formatted(mode.word(), mode == Mode.SUCCESS ? " class=\"first\"" : "", mode.label()))
                .collect(Collectors.joining());
        String body = """
                <h1>%s收银台（沙箱）</h1><div class="sum">¥%s</div>
                <dl><dt>订单</dt><dd>%s</dd><dt>商户单号</dt><dd>%s</dd></dl>
                <form method="post" action="%s">%s</form>
                """.formatted(
                        provider,
                        grouped(trade.amountInFen()),
                        HtmlUtils.htmlEscape(trade.subject()),
                        HtmlUtils.htmlEscape(trade.shopNumber()),
                        HtmlUtils.htmlEscape(action),
                        trade.isOpen() ? buttons : trade.isPaid() && !trade.isRefunded() ? REFUNDS : "");
        String decided = trade.isOpen() ? "" : "<p><strong>" + stateOf(trade) + "</strong></p>";
        return html(200, provider + "收银台", body + decided + back(trade));
    }

    private static String stateOf(Trade trade) {
        if (!trade.isPaid()) {
            return "这笔交易已关闭。";
        }
        return trade.refunded() == 0 ? "这笔款项已支付。" : "已支付，已退款 ¥" + grouped(trade.refunded()) + "。";
    }

    static Answer timeout(Trade trade) {
        return html(504, "网关超时", "<h1>网关超时</h1><p>支付机构没有及时答复，结果未知。请返回商户，由商户查询。</p>" + back(trade));
    }

    static Answer refused(String why) {
        return html(400, "无法支付", "<h1>无法支付</h1><p>" + HtmlUtils.htmlEscape(why) + "</p>");
    }

    static Answer redirect(String url) {
        return new Answer(303, Map.of("Location", url), "", Duration.ZERO);
    }

    private static String back(Trade trade) {
        return "<p><a href=\"" + HtmlUtils.htmlEscape(trade.returnUrl()) + "\">返回资源超市</a></p>";
    }

    private static Answer html(int status, String title, String body) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html;charset=utf-8", "Cache-Control", "no-store"),
                FRAME.formatted(HtmlUtils.htmlEscape(title), body),
                Duration.ZERO);
    }

    private static String grouped(long fen) {
        return String.format(Locale.ROOT, "%,d.%02d", fen / 100, fen % 100);
    }
}
