package org.ziyuan.marketplace.transaction;

import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** What this node does, {@code ziyuan.roles}: what comes in and what runs in the background, never what is true. */
@Component
public class NodeRoles {

    public static final String ALL = "web,api,workflow,index,relay";

    private final Set<String> names;

    public NodeRoles(Environment environment) {
        this.names = StringUtils.commaDelimitedListToSet(
                StringUtils.trimAllWhitespace(environment.getProperty("ziyuan.roles", ALL)));
    }

    public boolean web() {
        return names.contains("web");
    }

    public boolean api() {
        return names.contains("api");
    }

    public boolean workflow() {
        return names.contains("workflow");
    }

    public boolean index() {
        return names.contains("index");
    }

    public boolean relay() {
        return names.contains("relay");
    }
}
