/* The film page: one state at a time, from the camera to the answer. The clip is a Blob in this page's
   memory; leaving the page is enough to be rid of it. ES5 syntax for old in-app browsers. */
(function () {
  var d = document, box = d.getElementById('film'), LONG = 15, SHORTEST = 9.5, LONGEST = 20.5, IN = 4, OUT = 6;
  var TYPES = ['video/mp4;codecs=avc1.42E01F', 'video/mp4', 'video/webm;codecs=vp8', 'video/webm'];
  var stream = null, framing = null, recorder = null, clock = null, clip = null, sending = null, awake = null;

  function by(id) { return d.getElementById(id); }
  function part(state) { return box.querySelector('[data-state="' + state + '"]'); }
  function each(list, fn) { Array.prototype.forEach.call(list, fn); }
  function said(node, key, values) { node.textContent = Mood.said(node.getAttribute('data-' + key), values || []); }

  function show(state) {
    each(box.querySelectorAll('[data-state]'), function (one) { one.hidden = one.getAttribute('data-state') !== state; });
    by('film-instead').hidden = state === 'send';
    if (state !== 'aim') shut();
    part(state).focus();
    window.scrollTo(0, 0);
  }
  function sorry(key) {
    var note = part('start').querySelector('[data-sorry]');
    note.hidden = !key;
    if (key) said(note.querySelector('span'), key);
    show('start');
  }

  /* The camera */
  function shut() {
    clearInterval(clock);
    if (framing) framing.stop();
    if (recorder && recorder.state !== 'inactive') { recorder.onstop = null; recorder.stop(); }
    if (stream) stream.getTracks().forEach(function (track) { track.onended = null; track.stop(); });
    if (awake) awake.release().catch(function () {});
    stream = recorder = framing = awake = null;
    by('film-live').srcObject = null;
  }
  function able() { return window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia; }
  function openCamera() {
    if (!able()) { sorry('recorder'); return; }
    navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } }).then(aim, function (error) {
      sorry(error.name === 'NotAllowedError' || error.name === 'SecurityError' ? 'denied' : error.name === 'NotReadableError' ? 'busy' : 'camera');
    });
  }
  function aim(found) {
    stream = found;
    stream.getTracks()[0].onended = function () { sorry('lost'); };
    filming(false);
    show('aim');
    var live = by('film-live');
    live.srcObject = found;
    framing = new Framing(live, hints);
    framing.start();
  }
  function hints(told) {
    each(box.querySelectorAll('[data-hint]'), function (row) {
      var value = told[row.getAttribute('data-hint')], text = row.getAttribute('data-' + value);
      if (row.textContent === text) return;
      row.textContent = text;
      row.className = value === 'ok' ? 'ok' : value === 'look' ? '' : 'warn';
    });
  }

  /* Fifteen seconds */
  function filming(on) {
    part('aim').querySelector('[data-before]').hidden = on;
    part('aim').querySelector('[data-during]').hidden = !on;
    box.querySelector('[data-breath]').hidden = !on;
    box.querySelector('[data-left]').hidden = !on;
    box.querySelector('[data-hints]').hidden = on;
  }
  function type() { return TYPES.filter(function (one) { return window.MediaRecorder.isTypeSupported(one); })[0]; }
  function record() {
    var pieces = [], chosen = type(), began;
    try { recorder = new window.MediaRecorder(stream, { mimeType: chosen, videoBitsPerSecond: 6000000 }); } catch (e) { sorry('recorder'); return; }
    recorder.ondataavailable = function (event) { if (event.data.size) pieces.push(event.data); };
    recorder.onstop = function () { review(new Blob(pieces, { type: recorder.mimeType || chosen }), LONG); };
    recorder.onerror = function () { sorry('lost'); };
    framing.stop();
    if (navigator.wakeLock) navigator.wakeLock.request('screen').then(function (lock) { awake = lock; }, function () {});
    filming(true);
    by('film-stop').focus();
    recorder.start();
    began = Date.now();
    breathe(began);
    clock = setInterval(function () { breathe(began); }, 200);
  }
  function breathe(began) {
    var gone = (Date.now() - began) / 1000, words = box.querySelector('[data-words][data-in]');
    box.querySelector('[data-left]').textContent = Math.max(0, Math.ceil(LONG - gone));
    said(words, gone % (IN + OUT) < IN ? 'in' : 'out');
    if (gone >= LONG && recorder.state === 'recording') { clearInterval(clock); recorder.stop(); }
  }

  /* The clip */
  function picked() {
    var file = by('film-pick').files[0], video;
    if (!file) return;
    if (file.size > +box.getAttribute('data-most')) { sorry('large'); return; }
    /* What this browser cannot play the server may still open: then it judges the length. */
    video = d.createElement('video');
    video.preload = 'metadata';
    video.onloadedmetadata = function () {
      var long = video.duration;
      URL.revokeObjectURL(video.src);
      if (isFinite(long) && (long < SHORTEST || long > LONGEST)) sorry('length');
      else review(file, isFinite(long) ? long : 0);
    };
    video.onerror = function () { URL.revokeObjectURL(video.src); review(file, 0); };
    video.src = URL.createObjectURL(file);
  }
  function review(file, seconds) {
    var back = by('film-back'), facts = box.querySelector('[data-facts]');
    forget();
    clip = file;
    back.src = URL.createObjectURL(file);
    facts.textContent = Mood.said(facts.getAttribute('data-said'), [seconds ? Math.round(seconds) : '?', (file.size / 1e6).toFixed(1)]);
    show('review');
  }
  function forget() {
    var back = by('film-back');
    if (back.src) { URL.revokeObjectURL(back.src); back.removeAttribute('src'); }
    by('film-pick').value = '';
    clip = null;
  }

  /* On its way */
  function step(name) {
    var before = true;
    each(box.querySelectorAll('[data-step]'), function (one) {
      var here = one.getAttribute('data-step') === name;
      if (here) before = false;
      one.className = here ? 'now' : before ? 'done' : '';
      if (here) one.setAttribute('aria-current', 'step'); else one.removeAttribute('aria-current');
    });
  }
  function bar(share) { by('film-bar').value = Math.round(100 * share); }
  function tell(key, values) {
    var node = part('send').querySelector('[data-said]'), text = Mood.said(node.getAttribute('data-' + key), values || []);
    if (node.textContent !== text) node.textContent = text;
  }
  function send() {
    show('send');
    step('wait'); bar(0); tell('soon');
    sending = new Sending(box, clip, (Mood.run().receipt || {}).token || '', {
      wait: function (ahead, minutes) { step('wait'); bar(0); if (ahead || minutes) tell('wait', [ahead + 1, Math.max(minutes, 1)]); else tell('soon'); },
      up: function (share) { step(share < 1 ? 'up' : 'look'); bar(share); if (share < 1) tell('up', [Math.floor(20 * share) * 5]); else tell('look'); },
      step: function (name, share) { step(name); bar(share); tell('look'); },
      retry: function () { step('wait'); bar(0); tell('retry'); },
      answer: answered,
      consent: function (why) { forget(); consent(why === 'spent' ? 'spent' : 'none'); },
      stuck: stuck
    });
    sending.start();
  }
  function answered(answer) {
    forget();
    Mood.run({ film: answer });
    if (answer.assessable) { window.location.replace(box.getAttribute('data-questions')); return; }
    var list = box.querySelector('[data-reasons]');
    list.textContent = '';
    answer.reasons.forEach(function (reason) {
      var row = d.createElement('li'), what = d.createElement('b');
      what.textContent = reason.what;
      row.appendChild(what);
      row.appendChild(d.createTextNode(' ' + reason.again));
      list.appendChild(row);
    });
    show('unseen');
  }
  function stuck(why) {
    said(part('stuck').querySelector('[data-words]'), why);
    by('film-retry').parentNode.hidden = why === 'enough' || why === 'out';
    show('stuck');
  }
  function consent(why) { said(part('consent').querySelector('[data-why]'), why); show('consent'); }

  by('film-open').addEventListener('click', openCamera);
  by('film-pick').addEventListener('change', picked);
  by('film-go').addEventListener('click', record);
  by('film-stop').addEventListener('click', function () { shut(); sorry(''); });
  by('film-send').addEventListener('click', send);
  by('film-retry').addEventListener('click', send);
  by('film-again').addEventListener('click', function () { forget(); sorry(''); });
  by('film-cancel').addEventListener('click', function () { sending.cancel(); show('review'); });
  window.addEventListener('pagehide', function () { if (sending) sending.cancel(); shut(); forget(); });
  window.addEventListener('pageshow', function (event) { if (event.persisted) window.location.reload(); });

  if (!(Mood.run().receipt || {}).token) consent('none');
  else if (!able()) { by('film-open').parentNode.hidden = true; sorry('recorder'); }
  else show('start');
})();
