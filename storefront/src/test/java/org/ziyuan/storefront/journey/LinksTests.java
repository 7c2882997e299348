package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** No page offers a person a link that he may not follow or that leads nowhere. */
class LinksTests {

    private static final Pattern LINK = Pattern.compile("<a\\s[^>]*href=\"(/[^\"#]*)");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|=[^&]+");
    private static final int MOST_PAGES = 60;
    /** An account as the demo names them, where people read it; attributes are for programs. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?<![\\w.@-])(?:(?:s\\d{4}|v\\d{2})\\.[a-z]+\\d*|(?:county|city|province|auditor)\\.\\d{6})(?![\\w.])");

    private static final Pattern UNREAD = Pattern.compile("<(script|style|head)\\b.*?</\\1>|<[^>]*>", Pattern.DOTALL);
    /** Where accounts are what the page is about: who administers them, or signs in with one. */
    private static final Pattern OF_ACCOUNTS =
            Pattern.compile("/(people|stand-ins|account|sign-in|vendors|vendor/appl|join)\\b.*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s0067.purchaser",
                "s0067.accountant1",
                "s0067.principal",
                "s0067.teacher1",
                "s0067.pupil1",
                "v01.manager",
                "county.440105",
                "province.440000",
                "operator"
            })
    void everyLinkOfEveryPageLeadsSomewhere(String login) {
        Somebody person = Somebody.signedIn(RunningMarket.shared(), login);
        Deque<String> ahead = new ArrayDeque<>(Set.of("/"));
        Set<String> kinds = new LinkedHashSet<>();
        Set<String> dead = new TreeSet<>();
        Set<String> named = new TreeSet<>();

        while (!ahead.isEmpty() && kinds.size() < MOST_PAGES) {
            String path = ahead.poll();
            if (kinds.add(ID.matcher(path).replaceAll("…"))) {
                HttpResponse<String> page = person.tryGet(path);
                if (page.statusCode() >= 400) {
                    dead.add(page.statusCode() + " " + path);
                }
                Matcher account = ACCOUNT.matcher(UNREAD.matcher(page.body()).replaceAll(" "));
                if (!OF_ACCOUNTS.matcher(path).matches() && account.find()) {
                    named.add(account.group() + " on " + path);
                }
                // Whoever is sent to another site, such as the province's identity platform, has arrived.
                page.headers()
                        .firstValue("Location")
                        .filter(next -> next.startsWith("/"))
                        .ifPresent(ahead::addFirst);
                Matcher link = LINK.matcher(page.body());
                while (link.find()) {
                    ahead.add(HtmlUtils.htmlUnescape(link.group(1)));
                }
            }
        }

        assertThat(dead).as("links that %s cannot follow", login).isEmpty();
        assertThat(named).as("people who are named by their account").isEmpty();
        assertThat(kinds).as("pages that %s has seen", login).hasSizeGreaterThan(5);
    }
}
