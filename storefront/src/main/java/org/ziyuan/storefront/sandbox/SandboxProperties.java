package org.ziyuan.storefront.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings by which the product finds the sandbox instead of a provider. */
final class SandboxProperties {

    private SandboxProperties() {}

    static Map<String, Object> of(PaymentSandbox sandbox, SandboxKeys keys, String site) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("ziyuan.payment.return-url", site + "orders/{orderId}");
        properties.put("ziyuan.payment.first-check", "15s");
        properties.put("ziyuan.payment.longest-pause", "2m");
        properties.put("ziyuan.payment.poll", "5s");
        properties.put("ziyuan.payment.alipay.gateway", sandbox.url() + AlipaySandbox.GATEWAY);
        properties.put("ziyuan.payment.alipay.app-id", AlipaySandbox.APP_ID);
        properties.put("ziyuan.payment.alipay.seller-id", AlipaySandbox.SELLER_ID);
        properties.put("ziyuan.payment.alipay.private-key", keys.get(SandboxKeys.SHOP_PRIVATE));
        properties.put("ziyuan.payment.alipay.alipay-public-key", keys.get(SandboxKeys.ALIPAY_PUBLIC));
        properties.put("ziyuan.payment.alipay.notify-url", site + "notify/alipay");
        properties.put("ziyuan.payment.alipay.read-timeout", "3s");
        properties.put("ziyuan.payment.stripe.api-base", sandbox.url());
        properties.put("ziyuan.payment.stripe.api-key", keys.get(SandboxKeys.STRIPE_KEY));
        properties.put("ziyuan.payment.stripe.webhook-secret", keys.get(SandboxKeys.STRIPE_SECRET));
        properties.put("ziyuan.payment.stripe.read-timeout", "3s");
        properties.put(RegisterIdentitySandbox.ADDRESS, sandbox.url() + IdentitySandbox.ISSUER);
        return properties;
    }
}
