package org.ziyuan.storefront.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the played identity platform. It loads nothing and needs no script. */
final class IdentityPage {

    /** What the market asked for and gets back. */
    private static final List<String> KEPT = List.of("client_id", "redirect_uri", "state", "nonce", "code_challenge");

    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>演示省统一身份认证</title><style>
            body{font:16px/1.6 system-ui,sans-serif;background:#f3f5f8;color:#1c2733;margin:0}
            main{max-width:26rem;margin:10vh auto;background:#fff;padding:2rem;border-radius:.75rem;border:1px solid #d8dee6}
            h1{font-size:1.15rem;margin:0 0 1rem}label{display:block;margin:.75rem 0 .25rem}
            input{width:100%%;box-sizing:border-box;padding:.5rem;font:inherit;border:1px solid #b9c3cf;border-radius:.4rem}
            button{width:100%%;padding:.7rem;margin-top:1.5rem;font:inherit;border-radius:.5rem;border:0;background:#1a56a8;color:#fff}
            .note{color:#5b6776;font-size:.875rem;border-top:1px solid #e5e9ee;padding-top:1rem;margin-top:1.5rem}
            </style></head><body><main><h1>演示省统一身份认证（沙箱）</h1>
            <form method="post" action="%s/authorize">%s
            <label for="sub">编号（同一个编号是同一个人）</label><input id="sub" name="sub" required maxlength="64" value="T-2026-0001">
            <label for="name">姓名</label><input id="name" name="name" maxlength="32" value="沈知微">
            <label for="org_code">单位代码</label><input id="org_code" name="org_code" maxlength="32" value="%s">
            <label for="role">身份（teacher、student）</label><input id="role" name="role" maxlength="32" value="teacher">
            <button>登录</button></form>
            <p class="note">这是演示用的身份平台，在本机运行，写什么就证明什么。</p></main></body></html>
            """;

    private IdentityPage() {}

    static Answer of(Asked asked, String school) {
        String hidden = KEPT.stream()
                .map(name -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(name, IdentitySandbox.shown(asked, name)))
                .collect(Collectors.joining());
        return new Answer(
                200,
                Map.of("Content-Type", "text/html;charset=utf-8", "Cache-Control", "no-store"),
                PAGE.formatted(IdentitySandbox.ISSUER, hidden, school),
                Duration.ZERO);
    }
}
