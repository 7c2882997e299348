package org.ziyuan.marketplace.licensing.lti.tool;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * A tool as somebody writes it into a form.
 *
 * @param name what people call it, 2 to 60 characters
 * @param initiateLoginUri where a launch begins, https
 * @param redirectUris where answers may be sent, a line each, five at most
 * @param targetLinkUri what it shows in the end, https
 * @param jwksUrl where its public keys are, https
 * @param privacy what it is told about who opens it
 */
public record ToolSheet(
        String name,
        String initiateLoginUri,
        String redirectUris,
        String targetLinkUri,
        String jwksUrl,
        PrivacyLevel privacy) {

    private static final int LONGEST_ADDRESS = 500;
    private static final int MOST_REDIRECTS = 5;

    /**
     * The tool under the name that the platform gives it.
     *
     * @throws Refusal {@code text-length} of the name; {@code tool-address-malformed} with the field, for what is no address,
     *     none at all or more than five to come back to
     */
    ToolRegistration under(UUID clientId) {
        return new ToolRegistration(
                clientId.toString(),
                TextField.name("name", 2, 60).read(name),
                address("initiateLoginUri", initiateLoginUri),
                redirects(),
                address("targetLinkUri", targetLinkUri),
                address("jwksUrl", jwksUrl),
                privacy);
    }

    private List<URI> redirects() {
        List<URI> all = redirectUris
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> address("redirectUris", line))
                .toList();
        if (all.isEmpty() || all.size() > MOST_REDIRECTS) {
            throw malformed("redirectUris");
        }
        return all;
    }

    private static URI address(String field, String typed) {
        String text = typed.strip();
        try {
            URI address = URI.create(text);
            if (text.length() > LONGEST_ADDRESS || address.getHost() == null || address.getRawUserInfo() != null) {
                throw malformed(field);
            }
            return address;
        } catch (IllegalArgumentException noAddress) {
            throw malformed(field);
        }
    }

    private static Refusal malformed(String field) {
        return Refusal.invalid("tool-address-malformed").with("field", field);
    }
}
