package org.ziyuan.storefront.sandbox;

import java.util.Optional;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.ClaimMapping;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.signon.provider.Protocol;
import org.ziyuan.marketplace.signon.provider.WriteIdentityProvider;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.appliance.start.StartStep;
import reactor.core.publisher.Mono;

/** After the demo province is there, says under which address its identity platform is played, as the operator would. */
@Component
@Profile("demo")
@ConditionalOnWebApplication
@Order(21)
class RegisterIdentitySandbox implements ApplicationRunner {

    static final String ADDRESS = "ziyuan.sandbox.identity";

    private static final StartStep REGISTERING = StartStep.named("登记沙箱身份平台", "数据库一直太忙或不可用；请待机器空闲后再启动一次，doctor 会指出问题。");

    private final IdentityProviders providers;
    private final WriteIdentityProvider write;
    private final Environment environment;

    RegisterIdentitySandbox(IdentityProviders providers, WriteIdentityProvider write, Environment environment) {
        this.providers = providers;
        this.write = write;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String issuer = environment.getProperty(ADDRESS, "");
        if (!issuer.isEmpty()) {
            Object unused = REGISTERING.await(register(issuer).thenReturn(true));
        }
    }

    /** What is there already stays as the operator left it; of two nodes that start at once one is the first. */
    private Mono<Void> register(String issuer) {
        return providers
                .all()
                .filter(provider -> provider.code().equals("demo"))
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .filter(known -> known.map(IdentityProvider::issuer)
                        .filter(issuer::equals)
                        .isEmpty())
                .map(known -> provider(known.map(IdentityProvider::version).orElse(0), issuer))
                .flatMap(wanted -> write.write(wanted, "", operator()))
                .onErrorComplete(Refusal.class);
    }

    private static IdentityProvider provider(int version, String issuer) {
        return new IdentityProvider(
                Ids.derived("identity-provider", "demo"),
                version,
                "demo",
                "演示省统一身份认证",
                Protocol.OIDC,
                issuer,
                IdentitySandbox.CLIENT,
                true,
                true,
                new ClaimMapping("name", "org_code", "role", "teacher=TEACHER\nstudent=PUPIL"),
                null);
    }

    private static Actor operator() {
        return new Actor(
                Ids.derived("demo-person", "operator"),
                "演示",
                Ids.derived("demo-organization", "operator"),
                "operator",
                Set.of(Role.OPERATOR));
    }
}
