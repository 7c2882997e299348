package org.ziyuan.marketplace.licensing.lti;

/** A launch that is answered to the tool with an error of OpenID Connect; as a signal it rolls the launch back. */
final class LaunchError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    private LaunchError(String code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    static LaunchError invalidRequest(String description) {
        return new LaunchError("invalid_request", description);
    }

    static LaunchError of(String code, String description) {
        return new LaunchError(code, description);
    }

    String code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
