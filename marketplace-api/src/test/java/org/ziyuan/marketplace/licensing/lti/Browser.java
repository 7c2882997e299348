package org.ziyuan.marketplace.licensing.lti;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.test.TestPeople;

/** The browser between platform and tool: it carries forms and nothing else. */
record Browser(WebTestClient web) {

    static Browser of(ApplicationContext context, Actor actor) {
        return new Browser(TestPeople.signedIn(context, actor));
    }

    static Browser signedOut(ApplicationContext context) {
        return new Browser(TestPeople.anonymous(context));
    }

    WebTestClient.ResponseSpec open(UUID listing) {
        return web.post()
                .uri("/lti/launches")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("listing", listing.toString()))
                .exchange();
    }

    /** What the tool is handed at login initiation. */
    Map<String, String> initiation(UUID listing) {
        return RelyingParty.fields(page(open(listing)));
    }

    WebTestClient.ResponseSpec ask(Map<String, String> request) {
        String query =
                request.keySet().stream().map(name -> name + "={" + name + "}").collect(Collectors.joining("&"));
        return web.get().uri("/lti/authorize?" + query, request).exchange();
    }

    /** What the tool is posted in answer. */
    Map<String, String> answer(Map<String, String> request) {
        return RelyingParty.fields(page(ask(request)));
    }

    WebTestClient.ResponseSpec post(Map<String, String> request) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        request.forEach(form::add);
        return web.post()
                .uri("/lti/authorize")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData(form))
                .exchange();
    }

    String keySet() {
        return page(web.get().uri("/lti/jwks").exchange());
    }

    private static String page(WebTestClient.ResponseSpec response) {
        EntityExchangeResult<String> result =
                response.expectStatus().isOk().expectBody(String.class).returnResult();
        return Objects.requireNonNull(result.getResponseBody());
    }
}
