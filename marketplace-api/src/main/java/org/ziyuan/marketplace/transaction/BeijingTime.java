package org.ziyuan.marketplace.transaction;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the platform: days, fiscal years and periods of law are those of Beijing. */
@Configuration(proxyBeanMethods = false)
public class BeijingTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Bean
    Clock clock() {
        return Clock.system(ZONE);
    }
}
