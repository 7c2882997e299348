package org.ziyuan.storefront.admission;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.ziyuan.marketplace.problem.RefusedRequests;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What is said at the door: written once for each language, and sent without asking anybody anything. */
final class DoorAnswer {

    static final String BUSY = "too-many-at-once";

    private static final int SOONEST = 2;
    private static final int LATEST = 6;

    private final HttpStatus status;
    private final DoorBodies chinese;
    private final DoorBodies english;

    DoorAnswer(HttpStatus status, String code, MessageSource messages, JsonMapper json) {
        this.status = status;
        chinese = DoorBodies.in(Locale.SIMPLIFIED_CHINESE, "zh-CN", status, code, messages, json);
        english = DoorBodies.in(Locale.ENGLISH, "en", status, code, messages, json);
    }

    Mono<Void> answer(ServerHttpRequest request, ServerHttpResponse response) {
        boolean program = !RefusedRequests.wantsPage(request);
        DoorBodies said = isEnglish(request, program) ? english : chinese;
        byte[] body = program
                ? said.problem()
                : request.getHeaders().containsHeader("HX-Request") ? said.part() : said.page();
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(status);
        headers.setContentType(
                program
                        ? MediaType.APPLICATION_PROBLEM_JSON
                        : new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        headers.setContentLength(body.length);
        headers.setCacheControl("no-store");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            // Not all at the same second again.
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Integer.toString(ThreadLocalRandom.current().nextInt(SOONEST, LATEST)));
        }
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
        return HttpMethod.HEAD.equals(request.getMethod())
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** The same choice as everywhere, without an exchange: {@code ?lang=}, the cookie, for programs what they accept. */
    private static boolean isEnglish(ServerHttpRequest request, boolean program) {
        String chosen = request.getQueryParams().getFirst("lang");
        HttpCookie remembered = request.getCookies().getFirst("lang");
        if (chosen == null && remembered != null) {
            chosen = remembered.getValue();
        }
        if (chosen == null && program) {
            List<String> accepted = request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT_LANGUAGE);
            chosen = accepted.isEmpty() || !accepted.get(0).startsWith("en") ? "zh" : "en";
        }
        return "en".equals(chosen);
    }
}
