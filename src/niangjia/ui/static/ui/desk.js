/* The desk: keys, rows opened in place, boxes to tick, canned words. */
(function () {
  var d = document;

  function rows() { return Array.prototype.slice.call(d.querySelectorAll('#rows a.r')); }
  function mark(row) {
    rows().forEach(function (other) {
      if (other === row) other.setAttribute('aria-current', 'true');
      else other.removeAttribute('aria-current');
    });
  }

  /* The menu: a group stays in this tab as it was left; on a phone all but today's begin closed. */
  var groups = Array.prototype.slice.call(d.querySelectorAll('.side details[data-menu]'));
  function tab(fn) { try { return fn(window.sessionStorage); } catch (e) { return null; } }
  groups.forEach(function (group) {
    var name = 'menu:' + group.getAttribute('data-menu'), left = tab(function (s) { return s.getItem(name); });
    if (left) group.open = left === 'open' || (group.open && window.innerWidth > 900);
    else if (window.innerWidth <= 900) group.open = false;
    group.querySelector('summary').addEventListener('click', function () {
      tab(function (s) { s.setItem(name, group.open ? 'shut' : 'open'); });
    });
  });

  /* A row opened in place: mark it, show the detail at phone width. */
  d.addEventListener('click', function (event) {
    var row = event.target.closest && event.target.closest('#rows a.r');
    if (row && !event.ctrlKey && !event.metaKey) mark(row);
  });
  d.addEventListener('htmx:afterSwap', function (event) {
    var app = d.getElementById('app');
    if (!app || event.detail.target.id !== 'detail') return;
    app.classList.add('open');
    var pane = d.getElementById('detail');
    if (pane && !d.querySelector('.errbox') && window.innerWidth < 901) pane.focus();
    window.scrollTo(0, 0);
  });

  /* Ticking rows: one, from the last one to this one with Shift, all of the page. The boxes work
     without this; it only counts them and hides the verbs while none is ticked. */
  var bulk = d.getElementById('bulk'), last = null;
  function boxes() { return Array.prototype.slice.call(d.querySelectorAll('.tk input')); }
  function counted() {
    var n = boxes().filter(function (box) { return box.checked; }).length, out = bulk.querySelector('.n');
    bulk.classList.toggle('idle', !n);
    out.textContent = n ? out.getAttribute('data-some').replace('{n}', n) : '';
  }
  function ticked(event) {
    var box = event.target, list = boxes(), at = list.indexOf(box), from = list.indexOf(last);
    if (box.name === 'all' && box.form === bulk) list.forEach(function (one) { one.checked = box.checked; });
    else if (at < 0) return;
    else if (event.shiftKey && from >= 0) {
      list.slice(Math.min(at, from), Math.max(at, from) + 1).forEach(function (one) { one.checked = box.checked; });
    }
    last = at < 0 ? null : box;
    counted();
  }
  if (bulk) { d.addEventListener('click', ticked); counted(); bulk.elements.all.value = ''; }
  var going = d.querySelector('form[data-go]');
  if (going) setTimeout(function () { going.submit(); }, 300);

  /* Canned words go where the cursor stands; without script the button asks the server. */
  d.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('[data-put]');
    if (!button) return;
    var form = button.form, pick = form.elements.canned;
    var box = form.elements[button.getAttribute('data-put')], at = box.selectionEnd;
    var chosen = pick.options[pick.selectedIndex], words = chosen.getAttribute('data-text') || '';
    event.preventDefault();
    if (!words) { pick.focus(); return; }
    box.value = box.value.slice(0, at) + words + box.value.slice(at);
    box.focus();
    box.setSelectionRange(at + words.length, at + words.length);
    box.dispatchEvent(new Event('input', {bubbles: true}));
  });

  /* Copying: a button that is there only with a script; without a safe origin the old way. */
  function copyThe(text) {
    var box = d.createElement('textarea');
    box.value = text; box.className = 'vh';
    d.body.appendChild(box); box.select();
    try { return d.execCommand('copy'); } finally { d.body.removeChild(box); }
  }
  function copying(el) {
    var text = el.getAttribute('data-copy');
    function done() { el.querySelector('[aria-live]').textContent = el.getAttribute('data-copied'); el.focus(); }
    function other() { if (copyThe(text)) done(); }
    el.hidden = false;
    el.addEventListener('click', function () {
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, other); else other();
    });
  }
  Array.prototype.forEach.call(d.querySelectorAll('[data-copy]'), copying);
})();
