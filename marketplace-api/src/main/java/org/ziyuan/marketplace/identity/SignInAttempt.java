package org.ziyuan.marketplace.identity;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.digest.Sha256;

/** Somebody tries to sign in: as whom, from which address, and on which device; counted under a digest of each. */
record SignInAttempt(String login, String source, @Nullable String device) {

    byte[] together() {
        return Sha256.of("together:" + login + "\n" + source);
    }

    byte[] onDevice() {
        return Sha256.of("device:" + login + "\n" + device);
    }

    byte[] account() {
        return Sha256.of("account:" + login);
    }

    byte[] address() {
        return Sha256.of("source:" + source);
    }
}
