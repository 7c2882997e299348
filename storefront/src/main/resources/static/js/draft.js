// A draft keeps itself while it is written; without this script its button "save" does the same. What the page showed
// travels with each save: an old page is refused by the server, says so and saves no more.
(function () {
    'use strict';

    var PAUSE = 3000;
    var form = document.querySelector('form[data-autosave]');
    var said = document.getElementById('autosaved');
    if (!form || !said || !window.fetch) {
        return;
    }
    var timer = 0;
    var saving = null;
    var stopped = false;

    function say(what) {
        said.hidden = false;
        said.textContent = said.dataset[what];
    }

    function shown(page) {
        var field = page.querySelector('form[data-autosave] input[name=shown]');
        return field && field.value;
    }

    // What the server computes stands anew; where somebody is writing, nothing is touched.
    function renew(page) {
        document.querySelectorAll('[data-live]').forEach(function (old) {
            var fresh = page.getElementById(old.id);
            if (fresh && !(old.contains(document.activeElement) && old.querySelector('input[type=text], textarea'))) {
                var focused = old.contains(document.activeElement) && document.activeElement.id;
                old.replaceWith(document.importNode(fresh, true));
                if (focused && document.getElementById(focused)) {
                    document.getElementById(focused).focus();
                }
            }
        });
        document.querySelectorAll('input[name=shown]').forEach(function (field) {
            field.value = shown(page);
        });
    }

    function read(accepted, html) {
        var page = new DOMParser().parseFromString(html, 'text/html');
        if (!shown(page)) {
            stopped = true;
            say('unsaved');
        } else if (!accepted) {
            stopped = shown(page) !== shown(document);
            say(stopped ? 'stale' : 'unsaved');
        } else {
            if (!timer) {
                renew(page);
            }
            say('saved');
        }
    }

    function save() {
        timer = 0;
        if (stopped || saving) {
            return;
        }
        saving = fetch(form.action, {
            method: 'POST',
            headers: {'Accept': 'text/html'},
            body: new URLSearchParams(new FormData(form))
        }).then(function (answer) {
            return answer.text().then(function (html) {
                read(answer.ok, html);
            });
        }).catch(function () {
            say('unsaved');
        }).then(function () {
            saving = null;
        });
    }

    function later(wait) {
        clearTimeout(timer);
        timer = setTimeout(save, wait);
    }

    form.addEventListener('input', function () {
        later(PAUSE);
    });

    // A button that is pressed while a save is under way waits for it. What is handed in was read before: where the save
    // changed it, nothing is handed in.
    form.addEventListener('submit', function (event) {
        clearTimeout(timer);
        timer = 0;
        if (!saving) {
            return;
        }
        event.preventDefault();
        var button = event.submitter;
        var before = (document.getElementById('submit') || form).textContent;
        saving.then(function () {
            var same = document.contains(button) ? button : document.getElementById(button && button.id);
            var after = (document.getElementById('submit') || form).textContent;
            if (!button || !button.hasAttribute('formaction') || before === after) {
                form.requestSubmit(same || undefined);
            }
        });
    });
})();
