package org.ziyuan.storefront.sandbox.tool;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.ziyuan.storefront.appliance.start.PanelLine;

/** Says at the start where the sandbox tools run; made late, when their port is known. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@ConditionalOnWebApplication
class SandboxToolPanel {

    @Bean
    @Lazy
    PanelLine sandboxToolLine(SandboxTool tool) {
        return new PanelLine("应用", "试点应用沙盒（内置，" + tool.base() + "）", tool.base().resolve("/health"));
    }
}
