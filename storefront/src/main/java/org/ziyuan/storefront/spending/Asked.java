package org.ziyuan.storefront.spending;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.execution.Question;

/**
 * What a page of spending was asked for, and the addresses that ask for the same elsewhere.
 *
 * @param at the organization whose money is shown
 * @param fund the fund, empty for all of them
 */
record Asked(UUID at, String fund, int year) {

    /** The parameters of an address that say whose money is shown. */
    static final String[] NAMES = {"at", "fund", "year"};

    static Asked of(@Nullable UUID at, @Nullable String fund, @Nullable Integer year, UUID own, int thisYear) {
        return new Asked(at == null ? own : at, fund == null ? "" : fund.strip(), year == null ? thisYear : year);
    }

    Question question() {
        return new Question(at, fund.isEmpty() ? null : fund, year);
    }

    /** The same question on another page; templates add what is theirs after it. */
    public String on(String path) {
        return href(path, at);
    }

    /** The same fund and year of another organization. */
    public String of(UUID organization) {
        return href("/spending", organization);
    }

    /** The table of a page as a file. */
    public String export(String table, String format) {
        return on("/spending/exports/" + table) + "&format=" + format;
    }

    private String href(String path, UUID organization) {
        String narrowed = fund.isEmpty() ? "" : "&fund=" + URLEncoder.encode(fund, StandardCharsets.UTF_8);
        return path + "?at=" + organization + "&year=" + year + narrowed;
    }
}
