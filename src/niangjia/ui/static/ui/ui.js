/* Progressive: every page works without this file. ES5 syntax for old in-app browsers. */
(function () {
  var d = document, root = d.documentElement;

  function each(list, fn) { Array.prototype.forEach.call(list, fn); }
  function near(node, what) { return node && node.closest ? node.closest(what) : null; }
  function cookie(name, value) { d.cookie = name + '=' + value + ';path=/;max-age=31536000;samesite=lax'; }
  function store(fn) { try { return fn(window.sessionStorage); } catch (e) { return null; } }

  /* The server draws size and theme from cookies; a click here only saves the round trip. */
  function setLook(event, kind) {
    var el = near(event.target, '[data-set-' + kind + ']');
    if (!el) return;
    var value = el.getAttribute('data-set-' + kind), attr = 'data-' + kind;
    event.preventDefault();
    if (kind === 'size' && !el.hasAttribute('aria-pressed') && root.getAttribute(attr) === value) value = 'std';
    if (value) root.setAttribute(attr, value); else root.removeAttribute(attr);
    cookie('ui_' + kind, value);
    each(d.querySelectorAll('[data-set-' + kind + '][aria-pressed]'), function (other) {
      other.setAttribute('aria-pressed', String(other === el));
    });
  }
  d.addEventListener('click', function (event) { setLook(event, 'size'); setLook(event, 'theme'); });

  d.addEventListener('change', function (event) {
    var box = near(event.target, '.stars'), out = box && box.querySelector('output');
    if (out) out.textContent = box.getAttribute('data-words').split('|')[+event.target.value] || '';
    if (event.target.hasAttribute('data-auto')) event.target.form.submit();
  });

  function count(el) {
    var out = d.getElementById(el.getAttribute('data-count') || '');
    if (out) out.textContent = el.value.length;
  }

  /* What was typed stays in this tab, for this person, under the address its form sends to, until
     a page follows that has no such box or says the sending went well. A gate (log-in, a refusal)
     is no such page: nothing was sent. Logging out forgets it all. */
  function keepKey(el) {
    var me = d.body.getAttribute('data-me') || '';
    return 'draft:' + me + ':' + el.form.getAttribute('action') + ':' + el.name;
  }
  function kept(scope) { return scope.querySelectorAll('[data-keep]'); }
  d.addEventListener('input', function (event) {
    var el = event.target;
    count(el);
    if (el.hasAttribute('data-keep')) store(function (s) { s.setItem(keepKey(el), el.value); });
  });
  function forget(s) {
    var sent = s.getItem('sent'), still = false;
    if (!sent) return;
    s.removeItem('sent');
    if (d.querySelector('.gate')) return;
    each(kept(d), function (el) { if (keepKey(el) === sent) still = true; });
    if (!d.querySelector('.errbox') && (!still || d.querySelector('.flash'))) s.removeItem(sent);
  }
  function restore() {
    store(function (s) {
      forget(s);
      each(kept(d), function (el) {
        if (!el.value) { el.value = s.getItem(keepKey(el)) || ''; count(el); }
      });
    });
  }

  /* One send per click; the button wakes again when the page comes back from history. */
  d.addEventListener('submit', function (event) {
    var form = event.target, box = kept(form)[0];
    if (form.getAttribute('data-sent') || +form.getAttribute('data-busy')) { event.preventDefault(); return; }
    if (form.hasAttribute('data-forget')) store(function (s) { s.clear(); });
    if (form.method === 'post' && !form.hasAttribute('hx-post')) form.setAttribute('data-sent', '1');
    if (box) store(function (s) { s.setItem('sent', keepKey(box)); });
  });
  window.addEventListener('pageshow', function () {
    each(d.querySelectorAll('[data-sent]'), function (form) { form.removeAttribute('data-sent'); });
  });

  function focusErrors() { var box = d.querySelector('.errbox'); if (box) box.focus(); }

  /* Clocks: data-until is an ISO time; data-wait, seconds before a button may be used again;
     data-gone, seconds before an offer to undo leaves. */
  function left(seconds) {
    var u = d.body.getAttribute('data-units').split('|'), m = Math.floor(seconds / 60);
    if (seconds < 0) return u[3];
    if (m >= 1440) return Math.floor(m / 1440) + ' ' + u[0] + ' ' + Math.floor(m % 1440 / 60) + ' ' + u[1];
    return m >= 60 ? Math.floor(m / 60) + ' ' + u[1] : m + ' ' + u[2];
  }
  function tick() {
    each(d.querySelectorAll('[data-until]'), function (el) {
      var seconds = (new Date(el.getAttribute('data-until')) - Date.now()) / 1000;
      if (!isNaN(seconds)) el.textContent = left(seconds);
    });
  }
  function countDown(el, name, done) {
    var rest = +el.getAttribute(name), out = el.querySelector('.rest');
    (function step() {
      if (out) out.textContent = rest > 0 ? ' (' + rest + ')' : '';
      if (rest-- <= 0) done(el); else setTimeout(step, 1000);
    })();
  }
  function start() {
    restore(); focusErrors(); tick();
    each(d.querySelectorAll('[data-wait]'), function (el) {
      el.disabled = true;
      countDown(el, 'data-wait', function () { el.disabled = false; });
    });
    each(d.querySelectorAll('[data-gone]'), function (el) {
      countDown(el, 'data-gone', function () { el.parentNode.removeChild(el); });
    });
  }
  setInterval(tick, 30000);
  d.addEventListener('htmx:afterSwap', function () { restore(); focusErrors(); tick(); });
  start();
})();
