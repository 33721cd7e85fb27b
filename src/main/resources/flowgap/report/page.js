(function () {
  'use strict';
  var all = function (selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  };
  var tools = document.getElementById('tools');
  var search = document.getElementById('search');
  var count = document.getElementById('count');
  var selects = all('select', tools || document.createElement('i'));
  var items = all('[data-item]');
  var texts = items.map(function () { return null; });

  function text(i) {
    if (texts[i] === null) { texts[i] = items[i].textContent.toLowerCase(); }
    return texts[i];
  }

  function fits(item, select) {
    if (!select.value) { return true; }
    var own = item.getAttribute('data-' + select.name);
    return own === null || own.split(' ').some(function (part) {
      var ends = /^\d+-\d+$/.test(part) ? part.split('-') : null;
      return ends ? +select.value >= +ends[0] && +select.value <= +ends[1] : part === select.value;
    });
  }

  function filter() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    items.forEach(function (item, i) {
      var ok = selects.every(function (s) { return fits(item, s); }) &&
        (words.length === 0 || words.every(function (w) { return text(i).indexOf(w) >= 0; }));
      item.hidden = !ok;
      if (ok) { shown++; }
    });
    count.textContent = shown + ' of ' + items.length + ' shown';
  }

  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) { return; }
    for (var e = target; e; e = e.parentElement) {
      if (e.tagName === 'DETAILS') { e.open = true; }
      if (e.hidden) { e.hidden = false; }
    }
    target.scrollIntoView();
    if (!target.hasAttribute('tabindex')) { target.setAttribute('tabindex', '-1'); }
    target.focus({preventScroll: true});
  }

  function value(row, column) {
    var cell = row.cells[column];
    return cell ? (cell.getAttribute('data-sort') || cell.textContent.trim()) : '';
  }

  function sortable(table) {
    all('thead th', table).forEach(function (th, column) {
      var button = document.createElement('button');
      button.type = 'button';
      while (th.firstChild) { button.appendChild(th.firstChild); }
      th.appendChild(button);
      button.addEventListener('click', function () {
        var down = th.getAttribute('aria-sort') === 'ascending';
        all('thead th', table).forEach(function (o) { o.removeAttribute('aria-sort'); });
        th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = value(a, column), y = value(b, column);
          var order = x !== '' && y !== '' && isFinite(x) && isFinite(y) ? x - y
            : x.localeCompare(y, 'en', {numeric: true});
          return down ? -order : order;
        });
        rows.forEach(function (r) { body.appendChild(r); });
      });
    });
  }

  function move(event) {
    var cell = event.target.closest ? event.target.closest('.matrix td, .matrix th[scope=row]') : null;
    var step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
    if (!cell || !step) { return; }
    var rows = all('tr', cell.closest('tbody')).filter(function (r) { return !r.hidden; });
    var row = rows.indexOf(cell.parentElement), column = cell.cellIndex;
    for (var n = 0; n < 2000; n++) {
      row += step[0];
      column += step[1];
      var next = rows[row] && rows[row].cells[column];
      if (!next) { return; }
      var link = next.querySelector('a');
      if (link) { event.preventDefault(); link.focus(); return; }
    }
  }

  function openAll(open) {
    all('details').forEach(function (d) { d.open = open; });
  }

  all('table.sortable').forEach(sortable);
  window.addEventListener('hashchange', reveal);
  window.addEventListener('beforeprint', function () { openAll(true); });
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape' && tools) {
      search.value = '';
      selects.forEach(function (s) { s.value = ''; });
      filter();
    } else {
      move(event);
    }
  });
  all('[data-verdict-of]').forEach(function (link) {
    link.addEventListener('click', function () {
      var select = document.getElementById('by-verdict');
      if (select) {
        select.value = link.getAttribute('data-verdict-of');
        filter();
      }
    });
  });
  if (tools) {
    tools.hidden = false;
    search.addEventListener('input', filter);
    selects.forEach(function (s) { s.addEventListener('change', filter); });
    document.getElementById('open-all').addEventListener('click', function () { openAll(true); });
    document.getElementById('close-all').addEventListener('click', function () { openAll(false); });
    filter();
  }
  reveal();
})();
