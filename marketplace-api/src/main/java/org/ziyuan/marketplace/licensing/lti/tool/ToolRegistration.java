package org.ziyuan.marketplace.licensing.lti.tool;

import java.net.URI;
import java.util.List;

/**
 * A tool as it is known here.
 *
 * @param clientId the name it goes by in every message
 * @param name what people call it
 * @param redirectUris where answers may be sent; compared letter for letter
 * @param targetLinkUri what it shows in the end
 * @param jwksUrl where its public keys are
 */
public record ToolRegistration(
        String clientId,
        String name,
        URI initiateLoginUri,
        List<URI> redirectUris,
        URI targetLinkUri,
        URI jwksUrl,
        PrivacyLevel privacy) {

    public ToolRegistration {
        redirectUris = List.copyOf(redirectUris);
    }

    /** Whether an answer may be sent there: the registered address, letter for letter. */
    public boolean mayAnswerTo(String redirectUri) {
        return redirectUris.stream().map(URI::toString).anyMatch(redirectUri::equals);
    }
}
