/* One question at a time, counted on the phone: nothing of it is sent. Without this file the same
   form is sent and answered, and nothing is kept. */
(function () {
  var d = document, form = d.getElementById('mood-ask'), rules = Mood.data('mood-scales');
  var steps = Array.prototype.slice.call(form.querySelectorAll('fieldset.q')), at = 0, harm = 0;
  var back = d.getElementById('mood-back'), next = d.getElementById('mood-next'), done = d.getElementById('mood-done');
  var bar = d.getElementById('mood-steps'), missing = d.getElementById('mood-missing'), now = d.getElementById('mood-now');
  var said = bar.querySelector('[data-said]');

  function chosen(step) { var one = step.querySelector('input:checked'); return one ? +one.value : null; }
  function each(list, fn) { Array.prototype.forEach.call(list, fn); }

  function show(n, focus) {
    at = n;
    steps.forEach(function (step, i) { step.hidden = i !== n; });
    each(form.querySelectorAll('[data-scale]'), function (part) { part.hidden = !part.contains(steps[n]); });
    bar.querySelector('progress').value = n; bar.querySelector('progress').max = steps.length;
    said.textContent = Mood.said(said.getAttribute('data-said'), [n + 1, steps.length]);
    back.hidden = n === 0; next.hidden = n === steps.length - 1; done.hidden = !next.hidden;
    missing.hidden = true;
    if (focus) { var first = steps[n].querySelector('input:checked') || steps[n].querySelector('input'); first.focus(); window.scrollTo(0, 0); }
  }
  function forward() {
    if (chosen(steps[at]) === null) { missing.hidden = false; return; }
    if (at < steps.length - 1) show(at + 1, true);
  }

  /* Thoughts of dying come first, whatever else was answered. */
  function people(on) {
    now.querySelector('[data-urgent]').hidden = harm < 2;
    now.hidden = !on; d.querySelector('.actionbar').hidden = on; bar.hidden = on;
    each(form.querySelectorAll('[data-scale]'), function (part) { part.hidden = on || !part.contains(steps[at]); });
    if (on) { now.focus(); window.scrollTo(0, 0); }
  }
  function again() { form.reset(); harm = 0; show(0); people(false); }
  function harmed() { var one = form.querySelector('[name="' + rules.harm + '"]:checked'); return !!one && +one.value > 0; }

  function scores() {
    var out = {};
    rules.scales.forEach(function (scale) {
      var sum = 0, n;
      for (n = 1; n <= scale.items; n++) sum += +form.querySelector('[name="' + scale.key + '_' + n + '"]:checked').value;
      out[scale.key] = sum * scale.factor;
    });
    return out;
  }
  function finish() {
    var run = Mood.run(), keep = !run.shared && Mood.able();
    var record = {at: new Date().toISOString(), scores: scores()};
    if (run.film) record.film = run.film;
    if (run.receipt) record.receipt = run.receipt;
    Mood.over();
    Mood.pass({record: record, shared: !keep, harm: harmed()});
    counted();
    (keep ? Mood.add(record) : Promise.resolve()).then(leave, leave);
  }
  function leave() { form.reset(); window.location.replace(form.getAttribute('data-result')); }
  function counted() {
    var token = form.querySelector('[name=csrfmiddlewaretoken]').value;
    try {
      window.fetch(form.getAttribute('data-counted'), {method: 'POST', keepalive: true, credentials: 'same-origin', headers: {'X-CSRFToken': token}}).catch(function () {});
    } catch (e) { /* the number stays as it is */ }
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault(); event.stopImmediatePropagation();
    var open = steps.filter(function (step) { return chosen(step) === null; })[0];
    if (open) { show(steps.indexOf(open), true); missing.hidden = false; return; }
    finish();
  });
  form.addEventListener('change', function (event) {
    missing.hidden = true;
    if (event.target.name !== rules.harm) return;
    var more = +event.target.value > harm;
    harm = +event.target.value;
    if (more) people(true);
  });
  /* A tap goes on by itself; arrow keys only choose, and Enter or the button goes on. */
  form.addEventListener('click', function (event) {
    var tapped = event.detail > 0 && event.target.closest && event.target.closest('.pick'), here = at;
    if (tapped) setTimeout(function () { if (now.hidden && at === here && at < steps.length - 1 && chosen(steps[at]) !== null) forward(); }, 220);
  });
  form.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && event.target.type === 'radio' && at < steps.length - 1) { event.preventDefault(); forward(); }
  });
  back.addEventListener('click', function () { if (at) show(at - 1, true); });
  next.addEventListener('click', forward);
  d.getElementById('mood-on').addEventListener('click', function () { people(false); show(at, true); });
  window.addEventListener('pageshow', function (event) { if (event.persisted) again(); });

  d.body.className += ' mood-one';
  bar.hidden = false;
  show(0);
})();
