// What is being typed may be finished: a field with data-suggest offers ways to go on, by keyboard, mouse and screen reader.
// Without this script the field is a field.
(function () {
    'use strict';

    var PAUSE = 120;

    document.querySelectorAll('input[data-suggest]').forEach(function (field) {
        var list = document.createElement('ul');
        var said = document.createElement('span');
        var pause = 0;
        var asked = 0;
        var at = -1;
        list.id = field.id + '-ways';
        list.className = 'ways';
        list.hidden = true;
        list.setAttribute('role', 'listbox');
        list.setAttribute('aria-label', field.dataset.suggestLabel);
        said.className = 'visually-hidden';
        said.setAttribute('role', 'status');
        field.after(list, said);
        field.setAttribute('role', 'combobox');
        field.setAttribute('aria-autocomplete', 'list');
        field.setAttribute('aria-controls', list.id);
        field.setAttribute('aria-expanded', 'false');

        function close() {
            asked++;
            at = -1;
            list.hidden = true;
            list.replaceChildren();
            said.textContent = '';
            field.setAttribute('aria-expanded', 'false');
            field.removeAttribute('aria-activedescendant');
        }

        function take(words) {
            field.value = words;
            close();
            field.form.requestSubmit();
        }

        function show(ways) {
            close();
            ways.forEach(function (words, number) {
                var way = document.createElement('li');
                way.id = list.id + '-' + number;
                way.setAttribute('role', 'option');
                way.setAttribute('aria-selected', 'false');
                way.textContent = words;
                way.addEventListener('mousedown', function (event) {
                    event.preventDefault();
                });
                way.addEventListener('click', function () {
                    take(words);
                });
                list.append(way);
            });
            if (ways.length > 0) {
                list.hidden = false;
                field.setAttribute('aria-expanded', 'true');
                said.textContent = field.dataset.suggestSaid.replace('{0}', ways.length);
            }
        }

        function mark(place) {
            var ways = list.children;
            at = (place + ways.length + 1) % (ways.length + 1);
            Array.prototype.forEach.call(ways, function (way, number) {
                way.setAttribute('aria-selected', number === at ? 'true' : 'false');
            });
            if (at < ways.length) {
                field.setAttribute('aria-activedescendant', ways[at].id);
            } else {
                at = -1;
                field.removeAttribute('aria-activedescendant');
            }
        }

        function ask() {
            var mine = ++asked;
            var typed = field.value.trim();
            if (typed === '') {
                close();
                return;
            }
            fetch(field.dataset.suggest + '?q=' + encodeURIComponent(typed), {headers: {Accept: 'application/json'}})
                .then(function (answer) {
                    return answer.ok ? answer.json() : [];
                })
                .then(function (ways) {
                    if (mine === asked && document.activeElement === field) {
                        show(ways);
                    }
                }, close);
        }

        field.addEventListener('input', function (event) {
            if (!event.isComposing) {
                clearTimeout(pause);
                pause = setTimeout(ask, PAUSE);
            }
        });
        field.addEventListener('compositionend', function () {
            clearTimeout(pause);
            pause = setTimeout(ask, PAUSE);
        });
        field.addEventListener('blur', function () {
            clearTimeout(pause);
            close();
        });
        field.addEventListener('keydown', function (event) {
            if (list.hidden || event.isComposing) {
                return;
            }
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                mark(event.key === 'ArrowDown' ? at + 1 : (at < 0 ? list.children.length : at) - 1);
            } else if (event.key === 'Escape') {
                event.preventDefault();
                close();
            } else if (event.key === 'Enter' && at >= 0) {
                event.preventDefault();
                take(list.children[at].textContent);
            }
        });
    });
})();
