// Small comforts on top of pages that work without them.
(function () {
    'use strict';

    document.documentElement.classList.add('scripted');

    // A form is sent once, however often its button is clicked. What decides is the server's idempotency key.
    document.addEventListener('submit', function (event) {
        var form = event.target;
        // A form that fetches a file stays on its page and may be sent again.
        if (form.method !== 'post' || event.defaultPrevented || 'repeat' in form.dataset) {
            return;
        }
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = 'yes';
        form.setAttribute('aria-busy', 'true');
    });

    // A page that comes back out of the browser's memory may be sent again.
    window.addEventListener('pageshow', function () {
        document.querySelectorAll('form[data-sent]').forEach(function (form) {
            delete form.dataset.sent;
            form.removeAttribute('aria-busy');
        });
    });

    // Amounts are checked while typing; the server decides.
    document.addEventListener('input', function (event) {
        var field = event.target;
        if (!field.matches || !field.matches('[data-amount]')) {
            return;
        }
        var wrong = field.value !== '' && !/^\d{1,12}(\.\d{1,2})?$/.test(field.value);
        field.setCustomValidity(wrong ? field.title : '');
        field.setAttribute('aria-invalid', wrong ? 'true' : 'false');
    });

    // An open menu closes on Escape and on a click elsewhere; a drawer closes on Escape.
    document.addEventListener('keydown', function (event) {
        if (event.key !== 'Escape') {
            return;
        }
        document.querySelectorAll('details.person[open], details.danger[open]').forEach(function (open) {
            open.removeAttribute('open');
            open.querySelector('summary').focus();
        });
        if (location.hash === '#menu' || location.hash === '#facets') {
            location.hash = '#content';
        }
    });
    document.addEventListener('click', function (event) {
        document.querySelectorAll('details.person[open]').forEach(function (open) {
            if (!open.contains(event.target)) {
                open.removeAttribute('open');
            }
        });
        if (event.target.closest && event.target.closest('[data-print]')) {
            window.print();
        }
    });

    // After a refused form the reader starts at the list of what is wrong.
    var errors = document.getElementById('error-summary');
    if (errors) {
        errors.focus();
    }

    // htmx shows a refusal where the answer would have stood, instead of nothing.
    document.addEventListener('htmx:beforeSwap', function (event) {
        var type = event.detail.xhr.getResponseHeader('Content-Type') || '';
        if (event.detail.xhr.status >= 400 && type.indexOf('text/html') === 0) {
            event.detail.shouldSwap = true;
            event.detail.isError = false;
        }
    });
})();

/* Passkeys: the browser makes or uses a key by the options in data-options, and its answer is sent as a form. */
document.querySelectorAll('[data-passkey]').forEach(function (place) {
    var known = window.PublicKeyCredential;
    if (!known || !known.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON) {
        return;
    }
    place.hidden = false;
    var options = JSON.parse(place.getAttribute('data-options'));
    var makes = place.getAttribute('data-passkey') === 'create';
    var form = place.querySelector('form');
    form.addEventListener('submit', function (event) {
        if (form.credential.value !== '') {
            return;
        }
        event.preventDefault();
        var asked = makes
            ? navigator.credentials.create({publicKey: known.parseCreationOptionsFromJSON(options)})
            : navigator.credentials.get({publicKey: known.parseRequestOptionsFromJSON(options)});
        asked.then(function (credential) {
            form.credential.value = JSON.stringify(credential.toJSON());
            form.requestSubmit();
        }, function () {
            form.querySelector('button').focus();
        });
    });
});
