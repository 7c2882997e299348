"use strict";

/* Shows the description that the page names; requests that change something carry the session's token. */
(function () {
    const place = document.getElementById("swagger-ui");
    let token = "";

    function remember(response) {
        const path = new URL(response.url, location.href).pathname;
        if (path === "/api/v1/session" && response.body && response.body.csrfToken) {
            token = response.body.csrfToken;
        }
        return response;
    }

    function sign(request) {
        if (token && request.method && request.method.toUpperCase() !== "GET") {
            request.headers["X-CSRF-TOKEN"] = token;
        }
        return request;
    }

    fetch("/api/v1/session", {credentials: "same-origin"})
        .then((answer) => answer.json())
        .then((session) => { token = session.csrfToken || ""; })
        .finally(() => window.SwaggerUIBundle({
            url: place.dataset.description,
            domNode: place,
            deepLinking: true,
            docExpansion: "list",
            defaultModelsExpandDepth: 0,
            validatorUrl: null,
            requestInterceptor: sign,
            responseInterceptor: remember,
        }));
})();
