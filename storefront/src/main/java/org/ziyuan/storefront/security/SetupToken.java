package org.ziyuan.storefront.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.access.setup.FirstOperator;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.StartStep;
import reactor.core.publisher.Mono;

/** The one-time token of an installation without an operator: printed once, and kept in a file only its owner reads. */
@Component
@Profile("!demo")
class SetupToken {

    private static final String LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private static final int LENGTH = 24;

    private static final StartStep ASKING = StartStep.named("查询是否已有运营账号", "数据库一直太忙或不可用；请待它可用后再启动一次，doctor 会指出问题。");

    private final FirstOperator first;
    private final Path file;

    SetupToken(FirstOperator first, Environment environment) {
        this.first = first;
        this.file = DataFolder.of(environment).secrets().resolve("setup-token");
    }

    /** What the person at the terminal must know to go on. Blocks: it is asked once, while the process starts. */
    String instruction() {
        if (!answer(first.isMissing())) {
            return "用平台运营账号登录";
        }
        String token = random();
        if (answer(first.offer(token))) {
            write(token);
            return "首次设置请打开 /setup，令牌 " + token + "（只显示这一次，另存于 " + file + "）";
        }
        return Files.exists(file) && answer(first.isOffered(read()))
                ? "首次设置请打开 /setup，令牌在 " + file
                : "首次设置的令牌由另一个节点打印；若已遗失，请删除 market.setup_token 的唯一一行后重新启动";
    }

    private void write(String token) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.deleteIfExists(file);
            Path made = Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Path unused = Files.writeString(made, token + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }

    private String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private static boolean answer(Mono<Boolean> question) {
        return Boolean.TRUE.equals(ASKING.await(question));
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder token = new StringBuilder();
        for (int index = 0; index < LENGTH; index++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }
}
