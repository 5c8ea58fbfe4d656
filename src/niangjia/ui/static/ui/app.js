/* The house as an app: the worker for static files, and words written down without a network. The
   words stay on this device for a day at most, until they are sent, or until somebody logs out. */
(function () {
  var d = document, DAY = 86400000, me = d.body.getAttribute('data-me');

  function store(fn) { try { return fn(window.localStorage); } catch (e) { return null; } }
  function forget() { store(function (s) { s.removeItem('notebook'); s.removeItem('notebook:me'); }); }
  function words() {
    return store(function (s) {
      var kept = JSON.parse(s.getItem('notebook') || 'null');
      if (kept && Date.now() - kept.at < DAY) return kept;
      s.removeItem('notebook');
      return null;
    });
  }
  function keep(text, who) {
    store(function (s) {
      if (text) s.setItem('notebook', JSON.stringify({me: who, text: text, at: Date.now()}));
      else s.removeItem('notebook');
    });
  }

  /* Without a network: only for a cadre who was at the desk on this device. */
  function write(box) {
    var who = store(function (s) { return s.getItem('notebook:me'); }), kept = words();
    var area = box.querySelector('textarea'), said = box.querySelector('[data-saved]');
    if (!who) return;
    box.hidden = false;
    if (kept && kept.me === who) area.value = kept.text;
    area.addEventListener('input', function () {
      keep(area.value, who);
      said.textContent = area.value ? said.getAttribute('data-saved') : '';
    });
  }
  /* With it again: the words go into the form by hand, and leave the device once it was sent. */
  function offer(note) {
    var kept = words(), box = d.getElementById(note.getAttribute('data-words'));
    if (!kept || kept.me !== me || !box) return;
    note.hidden = false;
    note.querySelector('button').addEventListener('click', function () {
      box.value = box.value ? box.value + '\n' + kept.text : kept.text;
      box.dispatchEvent(new Event('input', {bubbles: true}));
      box.focus();
      note.hidden = true;
      store(function (s) { s.setItem('notebook:used', '1'); });
    });
  }
  function spent() {
    store(function (s) { if (s.getItem('notebook:used')) { s.removeItem('notebook:used'); s.removeItem('notebook'); } });
  }

  words();
  if (me && d.querySelector('.app .side')) store(function (s) { s.setItem('notebook:me', me); });
  Array.prototype.forEach.call(d.querySelectorAll('[data-notebook]'), write);
  Array.prototype.forEach.call(d.querySelectorAll('[data-words]'), offer);
  if (d.querySelector('[data-words-spent]')) spent();
  d.addEventListener('submit', function (event) { if (event.target.hasAttribute('data-forget')) forget(); });
  window.addEventListener('load', function () {
    if ('serviceWorker' in navigator && me) navigator.serviceWorker.register('/worker.js');
  });
})();
