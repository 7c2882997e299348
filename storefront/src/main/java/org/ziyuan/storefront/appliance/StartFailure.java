package org.ziyuan.storefront.appliance;

import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** How a start that failed ends: with a sentence and what to do. What only a programmer can use stays in the log. */
final class StartFailure {

    private static final int CONFIGURATION_ERROR = 78;
    private static final int SOFTWARE_ERROR = 70;

    private StartFailure() {}

    /** Says it and answers the exit status. */
    static int told(Throwable failure) {
        List<String> reasons = refused(failure);
        if (reasons != null) {
            reasons.forEach(reason -> Progress.say("无法启动：%s", reason));
            return CONFIGURATION_ERROR;
        }
        Progress.say("启动没有完成：%s", explained(failure));
        Progress.say("已完成的步骤不会重复，可以直接再启动一次；若仍如此，请把数据目录里的 logs 交给维护者。");
        // Boot names the file here once there is one; before that a log would land on the terminal.
        if (System.getProperty("LOG_FILE") != null) {
            LoggerFactory.getLogger(StartFailure.class).info("the start failed", failure);
        }
        return SOFTWARE_ERROR;
    }

    private static @Nullable List<String> refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refusal) {
                return refusal.reasons();
            }
            if (cause instanceof PortInUseException taken) {
                return List.of("端口 " + taken.getPort() + " 已被占用；用 SERVER_PORT 或 MANAGEMENT_SERVER_PORT 指定别的端口。");
            }
        }
        return null;
    }

    private static String explained(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayException) {
                return "数据库迁移停在中途，" + firstLine(cause) + "（先备份，再处理；doctor 会指出失败的迁移）";
            }
            if (cause instanceof SQLException || cause instanceof R2dbcException) {
                return "数据库答复 " + firstLine(cause) + "（doctor 会指出问题）";
            }
            root = cause;
        }
        return root.getClass().getSimpleName() + " " + firstLine(root);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
