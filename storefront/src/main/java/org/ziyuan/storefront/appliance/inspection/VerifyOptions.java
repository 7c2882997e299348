package org.ziyuan.storefront.appliance.inspection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.storefront.appliance.start.StartRefused;

/**
 * What was asked of {@code verify}.
 *
 * @param exportHeads where the heads of all chains are to be written, null when nowhere
 * @param against a file of heads that the chains must still contain, null when none
 * @param others what is left for the application
 */
record VerifyOptions(@Nullable Path exportHeads, @Nullable Path against, List<String> others) {

    private static final String EXPORT = "--export-heads";
    private static final String AGAINST = "--against";

    /** Reads {@code --name FILE} and {@code --name=FILE}. */
    static VerifyOptions of(String... arguments) {
        @Nullable Path export = null;
        @Nullable Path against = null;
        List<String> others = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String[] option = arguments[i].split("=", 2);
            if (!option[0].equals(EXPORT) && !option[0].equals(AGAINST)) {
                others.add(arguments[i]);
                continue;
            }
            if (option.length < 2 && i + 1 == arguments.length) {
                throw new StartRefused(option[0] + " 后面要写文件名。");
            }
            Path file = Path.of(option.length == 2 ? option[1] : arguments[++i]);
            if (option[0].equals(EXPORT)) {
                export = file;
            } else {
                against = file;
            }
        }
        return new VerifyOptions(export, against, others);
    }
}
