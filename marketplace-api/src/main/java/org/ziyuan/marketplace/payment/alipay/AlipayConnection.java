package org.ziyuan.marketplace.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The signed connection to Alipay's gateway, made when it is first needed: its keys may arrive after the start. */
@Component
class AlipayConnection {

    private final AlipaySettings settings;
    private final AtomicReference<@Nullable AlipayClient> client = new AtomicReference<>();

    AlipayConnection(AlipaySettings settings) {
        this.settings = settings;
    }

    AlipayClient client() throws AlipayApiException {
        AlipayClient known = client.get();
        if (known == null) {
            known = connect();
            client.set(known);
        }
        return known;
    }

    private AlipayClient connect() throws AlipayApiException {
        // The library would log whole requests and answers, signatures included.
        AlipayLogger.setNeedEnableLogger(false);
        AlipayConfig config = new AlipayConfig();
        config.setServerUrl(settings.gateway());
        config.setAppId(settings.appId());
        config.setPrivateKey(settings.privateKey());
        config.setAlipayPublicKey(settings.alipayPublicKey());
        config.setFormat("json");
        config.setCharset(AlipaySettings.CHARSET);
        config.setSignType(AlipaySettings.SIGN_TYPE);
        config.setConnectTimeout((int) settings.connectTimeout().toMillis());
        config.setReadTimeout((int) settings.readTimeout().toMillis());
        return new DefaultAlipayClient(config);
    }
}
