package org.ziyuan.marketplace.licensing.lti;

import java.util.UUID;
import org.ziyuan.marketplace.licensing.GateDecision;

/** A launch that is written down and may now be told to the tool. */
record CompletedLaunch(PendingLogin login, UUID licenceId, GateDecision entered, String subject, LaunchFacts facts) {}
