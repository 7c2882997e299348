package org.ziyuan.marketplace.payment.alipay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The contract with Alipay. Without an application id and keys the channel is not offered.
 *
 * @param gateway the address of Alipay's gateway
 * @param privateKey our private key (PKCS#8, Base64); requests are signed with it
 * @param alipayPublicKey Alipay's public key (Base64); answers and notifications are verified with it
 * @param sellerId the account that is paid; a notification for another one is refused
 * @param notifyUrl where Alipay sends its notifications
 */
@ConfigurationProperties("ziyuan.payment.alipay")
record AlipaySettings(
        @DefaultValue("https://openapi.alipay.com/gateway.do")
        String gateway,

        @DefaultValue("") String appId,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String alipayPublicKey,
        @DefaultValue("") String sellerId,
        @DefaultValue("") String notifyUrl,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    static final String CHARSET = "UTF-8";
    static final String SIGN_TYPE = "RSA2";

    boolean isComplete() {
        return !appId.isBlank() && !privateKey.isBlank() && !alipayPublicKey.isBlank() && !sellerId.isBlank();
    }

    /** Never prints a key. */
    @Override
    public String toString() {
        return "AlipaySettings[" + gateway + ", " + appId + "]";
    }
}
