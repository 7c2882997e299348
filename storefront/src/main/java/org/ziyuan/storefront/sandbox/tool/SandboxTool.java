package org.ziyuan.storefront.sandbox.tool;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.ziyuan.storefront.appliance.start.StartStep;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The server of the sandbox tools. Several copies of the product on one machine share one port: the first serves, the
 * others take over within a second when it stops, so what the databases say about the tools stays true.
 */
@Component
@Profile("demo")
@ConditionalOnWebApplication
class SandboxTool implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxTool.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration TO_BIND = Duration.ofMinutes(1);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 8192;

    private final SandboxToolSettings settings;
    private final ToolRoutes routes;
    private @Nullable DisposableServer server;
    private @Nullable Disposable waiting;
    private int port;

    SandboxTool(SandboxToolSettings settings, ToolRoutes routes) {
        this.settings = settings;
        this.routes = routes;
        this.port = settings.port();
    }

    /** Where the tools are reached; known as soon as this has started. */
    URI base() {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    @Override
    public void start() {
        if (bind(settings.port())) {
            return;
        }
        StartStep.say("端口 %d 已被占用，正在问那里是不是另一份资源超市".formatted(port));
        if (OtherCopy.answersAt(base(), settings.patience())) {
            waiting = Flux.interval(Duration.ofSeconds(1))
                    .onBackpressureDrop()
                    .publishOn(Schedulers.boundedElastic())
                    .filter(tick -> bind(settings.port()))
                    .next()
                    .subscribe();
        } else {
            LOG.warn("port {} is taken by another program; the sandbox tools use another", settings.port());
            StartStep.named("为沙箱工具找一个空闲端口", "请用 ziyuan.sandbox.tool.port 指定一个空闲端口。")
                    .until(() -> bind(0));
        }
    }

    @Override
    public void stop() {
        if (waiting != null) {
            waiting.dispose();
            waiting = null;
        }
        if (server != null) {
            server.disposeNow(TO_STOP);
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null || waiting != null;
    }

    private synchronized boolean bind(int wanted) {
        try {
            DisposableServer bound = HttpServer.create()
                    .host(LOOPBACK)
                    .port(wanted)
                    .httpRequestDecoder(limits -> limits.maxInitialLineLength(LONGEST_LINE))
                    .route(routes::declare)
                    .bindNow(TO_BIND);
            server = bound;
            port = bound.port();
            return true;
        } catch (ChannelBindException taken) {
            return false;
        }
    }
}
