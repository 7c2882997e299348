package org.ziyuan.marketplace.access;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;
import org.ziyuan.marketplace.access.source.TrustedProxy;

/** How a session id travels: one cookie, out of reach of scripts and of other sites; and whom we believe on the way. */
@Configuration(proxyBeanMethods = false)
class SessionCookie {

    private static final Duration UNTIL_THE_BROWSER_CLOSES = Duration.ofSeconds(-1);

    @Bean(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
    ForwardedHeaderTransformer forwardedHeaderTransformer(WebSettings settings) {
        return new TrustedProxy(settings.behindProxy());
    }

    @Bean(WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME)
    WebSessionManager webSessionManager(WebSessions sessions, SessionSettings settings) {
        CookieWebSessionIdResolver cookie = new CookieWebSessionIdResolver();
        cookie.setCookieName(settings.cookie("sid"));
        cookie.setCookieMaxAge(UNTIL_THE_BROWSER_CLOSES);
        cookie.addCookieInitializer(
                sid -> sid.path("/").httpOnly(true).sameSite("Lax").secure(settings.secure()));
        DefaultWebSessionManager manager = new DefaultWebSessionManager();
        manager.setSessionIdResolver(cookie);
        manager.setSessionStore(sessions);
        return manager;
    }
}
