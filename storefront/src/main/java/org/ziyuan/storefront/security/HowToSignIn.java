package org.ziyuan.storefront.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.ziyuan.storefront.appliance.start.PanelLine;

/** The panel's line about signing in; lazy, because it is asked for when the database is there. */
@Configuration(proxyBeanMethods = false)
class HowToSignIn {

    private static final String LABEL = "登录";

    @Bean
    @Lazy
    @Profile("demo")
    PanelLine byRole() {
        return new PanelLine(LABEL, "打开 /demo 选一个角色，不用密码（仅限本机演示）", null);
    }

    @Bean
    @Lazy
    @Profile("!demo")
    PanelLine byPassword(SetupToken token) {
        return new PanelLine(LABEL, token.instruction(), null);
    }
}
