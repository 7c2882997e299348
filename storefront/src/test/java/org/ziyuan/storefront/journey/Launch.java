package org.ziyuan.storefront.journey;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An LTI launch as a browser without JavaScript makes it: each page is a form that is sent on by its button. */
final class Launch {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern FIELD = Pattern.compile("<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");
    private static final int MOST_STEPS = 8;

    private Launch() {}

    /** Follows the forms from our page to the tool and back until one answers without a form; that page is the app's. */
    static String of(Somebody person, UUID listing) {
        HttpResponse<String> answer = person.submit("/library", "/lti/launches", Map.of("listing", listing.toString()));
        for (int step = 0; step < MOST_STEPS; step++) {
            String page = answer.body();
            if (answer.statusCode() / 100 == 3) {
                answer = person.follow(answer.headers().firstValue("Location").orElseThrow());
                continue;
            }
            Matcher form = ACTION.matcher(page);
            if (answer.statusCode() != 200 || !form.find() || !page.contains("<input")) {
                return page;
            }
            Map<String, String> fields = new HashMap<>();
            Matcher field = FIELD.matcher(page);
            while (field.find()) {
                fields.put(unescaped(field.group(1)), unescaped(field.group(2)));
            }
            answer = person.form(unescaped(form.group(1)), fields);
        }
        throw new AssertionError("the launch goes round in circles");
    }

    private static String unescaped(String html) {
        return org.springframework.web.util.HtmlUtils.htmlUnescape(html);
    }
}
