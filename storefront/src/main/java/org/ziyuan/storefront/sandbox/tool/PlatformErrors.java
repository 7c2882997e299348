package org.ziyuan.storefront.sandbox.tool;

import java.util.Map;

/** What the platform answers when it does not let a person in, in the person's words. */
final class PlatformErrors {

    private static final Map<String, String> SENTENCES = Map.of(
            "login_required", "您在资源超市的登录已经失效，请回到资源超市重新登录后再打开。",
            "access_denied", "资源超市没有放行：许可或席位此刻不可用。",
            "invalid_request", "资源超市认为这次打开的请求无效，可能是重复打开或停留太久；请回到“我的资源”重新打开。");

    private static final Map<String, String> REASONS = Map.of(
            "seats-exhausted", "席位已满，您的需求已经记录。",
            "licence-expired", "许可已经到期。",
            "licence-suspended", "许可已经暂停。",
            "licence-revoked", "许可已经撤销。",
            "no-licence", "本单位没有这项资源的许可。",
            "not-a-member", "您不属于任何持有许可的单位。");

    private PlatformErrors() {}

    static ToolRefusal refusal(String error, String description) {
        String sentence = SENTENCES.getOrDefault(error, "资源超市拒绝了这次打开。");
        String why = REASONS.get(description);
        return new ToolRefusal(error.isBlank() ? "error" : error, why == null ? sentence : sentence + why);
    }
}
