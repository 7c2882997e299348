package org.ziyuan.marketplace.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a posting names an account; the ledger makes the account when it is named for the first time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountName(String code, UUID line, @Nullable UUID document) {}
