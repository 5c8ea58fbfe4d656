/* The result page, from what this phone holds. */
(function () {
  var d = document, rules = Mood.data('mood-scales'), places = Mood.data('mood-face');
  var passed = Mood.take(), IDLE = 180000;

  function by(id) { return d.getElementById(id); }
  function each(list, fn) { Array.prototype.forEach.call(list, fn); }

  function scores(record) {
    rules.scales.forEach(function (scale) {
      var card = d.querySelector('.mood-score[data-scale="' + scale.key + '"]'), score = record.scores[scale.key];
      card.hidden = score === undefined;
      if (card.hidden) return;
      var band = scale.bands.filter(function (one) { return one[0] <= score; }).pop();
      card.querySelector('[data-score]').textContent = score;
      card.querySelector('.part').setAttribute('stroke-dasharray', Math.round(100 * score / scale.best) + ' 100');
      each(card.querySelectorAll('[data-band]'), function (one) { one.hidden = one.getAttribute('data-band') !== scale.key + '-' + band[1]; });
    });
  }

  function film(record) {
    var box = by('mood-film'), found = record.film;
    box.hidden = !found;
    if (!found) return;
    box.querySelector('[data-good]').hidden = !found.assessable;
    box.querySelector('[data-bad]').hidden = found.assessable;
    if (found.assessable) seen(box, found); else unseen(box, found);
  }
  function line(list, text) { var li = d.createElement('li'); li.textContent = text; list.appendChild(li); }
  function seen(box, found) {
    var count = box.querySelector('[data-count]'), list = box.querySelector('[data-events]');
    MoodDraw.face(box.querySelector('[data-marks]'), found.events, places);
    MoodDraw.time(box.querySelector('[data-times]'), found);
    count.textContent = Mood.said(count.getAttribute(found.events.length ? 'data-said' : 'data-none'), [found.events.length, found.blinks.length]);
    list.textContent = '';
    box.querySelector('details').hidden = !found.events.length;
    found.events.forEach(function (event) {
      var where = (places[event.region] || [event.region])[0];
      line(list, Mood.said(list.getAttribute('data-said'), [event.onset.toFixed(1), where, list.getAttribute('data-' + event.kind)]));
    });
  }
  function unseen(box, found) {
    var list = box.querySelector('[data-reasons]');
    list.textContent = '';
    found.reasons.forEach(function (reason) { line(list, reason.what + ' ' + reason.again); });
  }

  function trend(records) {
    var box = by('mood-trend'), list = box.querySelector('[data-list]');
    box.hidden = !records.length;
    MoodDraw.days(box.querySelector('[data-line]'), records.map(function (one) { return one.scores.who5; }));
    list.textContent = '';
    records.slice().reverse().forEach(function (one) { list.appendChild(row(list, one)); });
  }
  /* What was asked beside the five, in the order of the page: "Load 7". */
  function added(one) {
    return rules.scales.filter(function (scale) { return scale.key !== 'who5' && one.scores[scale.key] !== undefined; })
      .map(function (scale) { return scale.title + ' ' + one.scores[scale.key]; });
  }
  function row(list, one) {
    var li = d.createElement('li'), words = d.createElement('span'), away = d.createElement('button'), day = Mood.day(one.at) + ' ' + Mood.hour(one.at);
    words.className = 'grow num';
    words.textContent = [day, Mood.said(list.getAttribute('data-score'), [one.scores.who5])].concat(added(one)).join(' · ');
    away.type = 'button'; away.className = 'ib'; away.textContent = '×';
    away.setAttribute('aria-label', Mood.said(list.getAttribute('data-drop'), [day]));
    away.addEventListener('click', function () { Mood.drop(one.at).then(draw); });
    li.appendChild(words); li.appendChild(away);
    return li;
  }

  function draw() {
    return Mood.all().then(function (records) {
      var shown = passed ? passed.record : records[records.length - 1];
      if (passed && !passed.shared && !records.some(function (one) { return one.at === passed.record.at; })) shown = records[records.length - 1];
      by('mood-none').hidden = !!shown;
      by('mood-scores').hidden = !shown;
      by('mood-film').hidden = true;
      by('mood-more').hidden = !shown || Object.keys(shown.scores).length > 1 || shown.scores.who5 >= +by('mood-more').getAttribute('data-from');
      if (shown) { scores(shown); film(shown); }
      if (passed && passed.shared) records = [];
      trend(records);
    });
  }

  by('mood-print').addEventListener('click', function () { window.print(); });
  by('mood-export').addEventListener('click', function () {
    Mood.all().then(function (records) {
      var link = d.createElement('a'), file = new Blob([JSON.stringify({made: new Date().toISOString(), records: records}, null, 1)], {type: 'application/json'});
      link.href = URL.createObjectURL(file);
      link.download = 'mood-' + Mood.day(new Date().toISOString()) + '.json';
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
  });
  by('mood-clear').addEventListener('click', function () {
    var words = this.querySelector('span'), sure = this.getAttribute('data-sure');
    if (words.textContent !== sure) { words.textContent = sure; return; }
    passed = null;
    Mood.clear().then(draw);
  });

  /* Somebody else's phone, or one in a hall: whoever comes next finds nothing. */
  function leave() { window.location.replace(by('mood').getAttribute('data-start')); }
  function guard() {
    var timer = setTimeout(leave, IDLE);
    ['pointerdown', 'keydown', 'scroll'].forEach(function (kind) {
      d.addEventListener(kind, function () { clearTimeout(timer); timer = setTimeout(leave, IDLE); }, {passive: true});
    });
    window.addEventListener('pageshow', function (event) { if (event.persisted) leave(); });
  }
  by('mood-now').hidden = !(passed && passed.harm);
  by('mood-shared').hidden = !(passed && passed.shared);
  if (passed && passed.shared) guard();
  draw();
})();
