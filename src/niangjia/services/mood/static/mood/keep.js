/* What the mood check keeps, and where: on this phone, locked, or not at all.
   A run lies in this tab until it is over. Records lie in localStorage, locked with a key that only
   a page this person is logged in to is given: the phone alone opens nothing.

   A film hands its result over with   Mood.run({film: analysis})   and goes on to the questions. */
(function () {
  var d = document, box = d.getElementById('mood'), me = d.body.getAttribute('data-me') || '';
  var hex = (box && box.getAttribute('data-key')) || '', name = 'mood:' + me;
  var subtle = window.crypto && window.crypto.subtle;

  function tab(fn) { try { return fn(window.sessionStorage); } catch (e) { return null; } }
  function phone(fn) { try { return fn(window.localStorage); } catch (e) { return null; } }
  function held(key) { return tab(function (s) { return JSON.parse(s.getItem(key) || 'null'); }); }
  function hold(key, what) { tab(function (s) { if (what) s.setItem(key, JSON.stringify(what)); else s.removeItem(key); }); }

  /* The run under way: {shared, receipt, film}. With an argument, that is put into it. */
  function run(more) {
    var now = held('mood:run') || {};
    if (more) { Object.keys(more).forEach(function (key) { now[key] = more[key]; }); hold('mood:run', now); }
    return now;
  }
  function over() { hold('mood:run', null); }

  function two(n) { return ('0' + n).slice(-2); }
  function bytes(text) {
    var out = new Uint8Array(text.length / 2), i;
    for (i = 0; i < out.length; i++) out[i] = parseInt(text.substr(2 * i, 2), 16);
    return out;
  }
  function packed(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (n) { return two(n.toString(16)); }).join('');
  }
  function lock() { return subtle.importKey('raw', bytes(hex), 'AES-GCM', false, ['encrypt', 'decrypt']); }
  function able() { return !!(subtle && hex && me && window.Promise && phone(function (s) { s.setItem('mood?', '1'); s.removeItem('mood?'); return true; })); }

  /* Records, oldest first. Bytes nobody can open are as good as none. */
  function all() {
    var kept = able() && phone(function (s) { return JSON.parse(s.getItem(name) || 'null'); });
    if (!kept) return Promise.resolve([]);
    return lock().then(function (key) {
      return subtle.decrypt({name: 'AES-GCM', iv: bytes(kept.iv)}, key, bytes(kept.box));
    }).then(function (plain) { return JSON.parse(new TextDecoder().decode(plain)); }, function () { return []; });
  }
  function put(records) {
    if (!records.length) { phone(function (s) { s.removeItem(name); }); return Promise.resolve(); }
    var iv = window.crypto.getRandomValues(new Uint8Array(12));
    return lock().then(function (key) {
      return subtle.encrypt({name: 'AES-GCM', iv: iv}, key, new TextEncoder().encode(JSON.stringify(records)));
    }).then(function (closed) {
      phone(function (s) { s.setItem(name, JSON.stringify({v: 1, iv: packed(iv), box: packed(closed)})); });
    });
  }
  function add(record) { return all().then(function (list) { return put(list.concat([record]).slice(-200)); }); }
  function drop(at) { return all().then(function (list) { return put(list.filter(function (one) { return one.at !== at; })); }); }

  window.Mood = {
    run: run, over: over, able: able, all: all, add: add, drop: drop,
    clear: function () { return put([]); },
    /* The result on its way to the page that shows it: taken once. */
    pass: function (record) { hold('mood:last', record); },
    take: function () { var last = held('mood:last'); hold('mood:last', null); return last; },
    data: function (id) { var el = d.getElementById(id); return el ? JSON.parse(el.textContent) : null; },
    said: function (text, values) { return text.replace(/#(\d)/g, function (_, n) { return values[n - 1]; }); },
    day: function (iso) { var at = new Date(iso); return at.getFullYear() + '-' + two(at.getMonth() + 1) + '-' + two(at.getDate()); },
    hour: function (iso) { var at = new Date(iso); return two(at.getHours()) + ':' + two(at.getMinutes()); }
  };
})();
