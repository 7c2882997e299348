// The tree of spending: a row that was opened once is closed and opened again without asking the server.
(function () {
    'use strict';

    function below(row) {
        var depth = Number(row.dataset.depth);
        var rows = [];
        for (var next = row.nextElementSibling; next && Number(next.dataset.depth) > depth; next = next.nextElementSibling) {
            rows.push(next);
        }
        return rows;
    }

    function set(opener, open) {
        opener.setAttribute('aria-expanded', open ? 'true' : 'false');
        opener.firstElementChild.textContent = open ? '▾' : '▸';
    }

    function toggle(opener) {
        var open = opener.getAttribute('aria-expanded') !== 'true';
        below(opener.closest('tr')).forEach(function (row) {
            row.hidden = !open;
            var inner = row.querySelector('.expand');
            if (inner && below(row).length) {
                set(inner, open);
            }
        });
        set(opener, open);
    }

    document.addEventListener('click', function (event) {
        var opener = event.target.closest && event.target.closest('a.expand');
        if (!opener) {
            return;
        }
        event.preventDefault();
        if (opener.dataset.loaded) {
            toggle(opener);
        }
    });

    document.addEventListener('keydown', function (event) {
        if (event.key === ' ' && event.target.matches && event.target.matches('a.expand')) {
            event.preventDefault();
            event.target.click();
        }
    });

    document.addEventListener('htmx:afterRequest', function (event) {
        var opener = event.target;
        if (opener.matches && opener.matches('a.expand') && event.detail.successful) {
            opener.dataset.loaded = 'yes';
            set(opener, true);
        }
    });
})();
