package org.ziyuan.marketplace.licensing.lti;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;

/** What the person's browser carries to the tool to begin a launch. */
record LoginInitiation(
        ToolRegistration tool, String issuer, String deploymentId, String loginHint, String messageHint) {

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("iss", issuer);
        parameters.put("login_hint", loginHint);
        parameters.put("target_link_uri", tool.targetLinkUri().toString());
        parameters.put("client_id", tool.clientId());
        parameters.put("lti_deployment_id", deploymentId);
        parameters.put("lti_message_hint", messageHint);
        return parameters;
    }
}
