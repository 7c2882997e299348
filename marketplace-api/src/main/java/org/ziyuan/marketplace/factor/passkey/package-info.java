/** Passkeys as a second factor: a key pair in a phone, a computer or a token, by WebAuthn. */
@NamedInterface("passkey")
@NullMarked
package org.ziyuan.marketplace.factor.passkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
