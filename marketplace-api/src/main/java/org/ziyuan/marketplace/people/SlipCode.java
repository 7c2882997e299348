package org.ziyuan.marketplace.people;

import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.text.TypedCode;

/** By what the code of an invitation is known. */
public final class SlipCode {

    private SlipCode() {}

    public static byte[] hash(String typed) {
        return Sha256.of("invitation:" + TypedCode.plain(typed));
    }
}
