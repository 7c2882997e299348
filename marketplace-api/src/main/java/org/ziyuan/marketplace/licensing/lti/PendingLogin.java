package org.ziyuan.marketplace.licensing.lti;

import java.util.UUID;

/** A login initiation that the tool has now answered. */
record PendingLogin(
        String issuer, UUID personId, String clientId, String deploymentId, UUID listingId, String targetLinkUri) {}
