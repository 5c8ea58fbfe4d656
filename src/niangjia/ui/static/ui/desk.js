/* Keys of the desk: J K move, Enter opens, E accepts, F forwards, R replies, / finds, ? explains. */
(function () {
  var d = document;

  function rows() { return Array.prototype.slice.call(d.querySelectorAll('#rows a.r')); }
  function typing(el) { return /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.isContentEditable; }
  function mark(row) {
    rows().forEach(function (other) {
      if (other === row) other.setAttribute('aria-current', 'true');
      else other.removeAttribute('aria-current');
    });
  }
  function current(list) {
    for (var i = 0; i < list.length; i++) {
      if (list[i] === d.activeElement) return i;
    }
    for (i = 0; i < list.length; i++) {
      if (list[i].hasAttribute('aria-current')) return i;
    }
    return -1;
  }
  function move(step) {
    var list = rows(), at = current(list) + step;
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, at));
    list[at].focus();
    list[at].click();
  }
  function use(key) {
    var el = d.querySelector('[data-key="' + key + '"]');
    if (!el) return;
    if (el.tagName === 'SUMMARY') el.parentNode.open = true;
    else if (el.tagName === 'BUTTON' || el.tagName === 'LABEL') el.click();
    el.focus();
    var field = (el.tagName === 'SUMMARY' ? el.parentNode : d).querySelector('[data-key-field="' + key + '"]');
    if (field) field.focus();
  }
  d.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    var key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1);
    else if (key === 'e' || key === 'f' || key === 'r' || key === '/' || key === '?') use(key);
    else return;
    event.preventDefault();
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
