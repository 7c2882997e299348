/** Mail: where a person gets it, letters that are written when they are sent, and the server that takes them. */
@ApplicationModule(
        allowedDependencies = {"digest", "identity", "outbox", "refusal", "row", "secret", "text", "transaction", "web"
        })
@NullMarked
package org.ziyuan.marketplace.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
