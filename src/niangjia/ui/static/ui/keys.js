/* Keys of a desk. What each does stands in the help itself (ui/parts/keys.html): one list for both. */
(function () {
  var d = document;

  function rows() { return Array.prototype.slice.call(d.querySelectorAll('#rows a.r')); }
  function typing(el) { return /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.isContentEditable; }
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
  function use(name) {
    var el = d.querySelector('[data-key="' + name + '"]');
    if (!el) return;
    var pane = el.closest('.pane'), tab = pane && d.getElementById(pane.className.match(/pane-(\w+)/)[0].replace('pane-', 'to-'));
    if (tab) tab.checked = true;
    if (el.tagName === 'SUMMARY') el.parentNode.open = true;
    else if (el.tagName === 'BUTTON' || el.tagName === 'LABEL') el.click();
    el.focus();
    var field = (el.tagName === 'SUMMARY' ? el.parentNode : d).querySelector('[data-key-field="' + name + '"]');
    if (field) field.focus();
  }
  function openRow() { var list = rows(), row = list[Math.max(0, current(list))]; if (row) row.click(); }

  /* Keys: the help is the list. A letter may be the first of two (g i); it is forgotten soon. */
  var help = d.getElementById('keys-help'), first = '', since = 0;
  function showHelp() { if (help && help.showModal && !help.open) help.showModal(); }
  var does = {
    next: function () { move(1); }, previous: function () { move(-1); }, open: openRow,
    tick: function () { tick(); }, help: showHelp
  };
  function obey(line) {
    var word = line.getAttribute('data-does');
    if (word === 'go') location.href = line.getAttribute('data-url');
    else if (word.indexOf('use ') === 0) use(word.slice(4));
    else does[word]();
  }
  function meant(key) {
    var before = Date.now() - since < 1500 ? first : '';
    first = key; since = Date.now();
    return help.querySelector('[data-press="' + (before ? before + ' ' : '') + key + '"]')
      || help.querySelector('[data-press="' + key + '"]');
  }
  d.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (!help || help.open || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (help.hasAttribute('data-off') && event.key !== '?') return;
    if (!/^[a-z/?]$/i.test(event.key)) return;
    var line = meant(event.key.toLowerCase());
    if (!line) return;
    event.preventDefault();
    obey(line);
  });
  d.addEventListener('click', function (event) {
    var el = event.target.closest && event.target.closest('[data-help], [data-use]');
    if (!el) return;
    event.preventDefault();
    if (el.hasAttribute('data-help')) showHelp(); else use(el.getAttribute('data-use'));
  });
  Array.prototype.forEach.call(d.querySelectorAll('[data-scripted]'), function (el) { el.hidden = false; });
  function tick() {
    var list = rows(), row = list[Math.max(0, current(list))], box = row && row.parentNode.querySelector('.tk input');
    if (box) box.click();
  }
})();
