package org.ziyuan.storefront.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.ziyuan.storefront.appliance.start.PanelLine;

/**
 * Plays the payment providers that were not configured, in the demonstration. It is started before the first bean reads
 * its settings, which then find addresses and keys of the sandbox. A configured gateway is left alone.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@ConditionalOnWebApplication
class DemoPayments {

    @Bean
    static PaymentPlayer paymentSandbox(ConfigurableEnvironment environment) {
        return new PaymentPlayer(environment);
    }

    @Bean
    PanelLine paymentSandboxLine(PaymentPlayer player) {
        return player.line();
    }
}
