package org.ziyuan.storefront.appliance.posture;

import java.io.ObjectInputFilter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.NodeRoles;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far this installation is from what production asks: each deviation in a sentence, on {@code /internal/posture} of
 * the management port. No secret is part of it, only which one is missing or weak.
 */
@Component
@Endpoint(id = "posture")
class PostureReport {

    private static final Logger LOG = LoggerFactory.getLogger(PostureReport.class);

    private final Environment environment;
    private final JsonMapper json;

    PostureReport(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (LOG.isInfoEnabled()) {
            LOG.info("posture {}", json.writeValueAsString(posture()));
        }
    }

    /**
     * The posture now.
     *
     * @param profile {@code demo}, {@code production} or {@code bare}
     * @param why why deviations are allowed here
     * @param measures what was chosen, by name
     * @param deviations what production would refuse or wants otherwise, a sentence each
     */
    record Report(String profile, String why, Map<String, String> measures, List<String> deviations) {}

    @ReadOperation
    Report posture() {
        String profile = profile();
        return new Report(profile, why(profile), measures(), deviations());
    }

    private String profile() {
        return Stream.of("production", "demo")
                .filter(name -> environment.acceptsProfiles(Profiles.of(name)))
                .findFirst()
                .orElse("bare");
    }

    private static String why(String profile) {
        return switch (profile) {
            case "production" -> "正式环境：启动时逐项核对，缺一不启动；以下只会是虚拟机参数方面的建议。";
            case "demo" -> "演示环境：只监听本机，数据是虚构的，支付是沙箱。";
            default -> "普通环境：只监听本机，由使用者自己负责。";
        };
    }

    private Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("address", text("server.address", "127.0.0.1"));
        measures.put("managementAddress", text("management.server.address", "127.0.0.1"));
        measures.put("tls", Posture.endsTls(environment) ? "server.ssl" : "none");
        measures.put("behindProxy", text("ziyuan.web.behind-proxy", "none"));
        measures.put("secureCookies", text("ziyuan.session.secure", "true"));
        measures.put("roles", text("ziyuan.roles", NodeRoles.ALL));
        measures.put("applicationRole", text("spring.r2dbc.username", ""));
        measures.put("migrationRole", text("spring.flyway.user", ""));
        measures.put("managementEndpoints", text("management.endpoints.web.exposure.include", "health"));
        measures.put("serialFilter", String.valueOf(ObjectInputFilter.Config.getSerialFilter()));
        measures.put(
                "largestHeapInMegabytes", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
        return measures;
    }

    private List<String> deviations() {
        List<String> deviations = new ArrayList<>(new ProductionSecrets(environment).problems());
        deviations.addAll(ProductionDoors.problems(environment));
        deviations.addAll(ProductionDatabase.problems(environment));
        Set<String> given = Set.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments());
        for (String wanted : List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism")) {
            if (!given.contains(wanted)) {
                deviations.add("虚拟机没有带 " + wanted + "。");
            }
        }
        if (given.stream().noneMatch(argument -> argument.startsWith("-Xmx") || argument.startsWith("-XX:MaxRAM"))) {
            deviations.add("虚拟机没有限定堆的大小（-Xmx）。");
        }
        return deviations;
    }

    private String text(String property, String otherwise) {
        return environment.getProperty(property, otherwise);
    }
}
