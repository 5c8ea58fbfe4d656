/* The last score of this phone, and whether to keep the next one. */
(function () {
  var d = document, shared = d.getElementById('mood-shared'), last = d.getElementById('mood-last'), box = shared.querySelector('input');
  Mood.over();
  box.checked = !!box.getAttribute('data-kiosk') || !Mood.able();
  shared.hidden = !Mood.able();
  function say() { Mood.run({shared: box.checked}); }
  box.addEventListener('change', say);
  say();
  Mood.all().then(function (records) {
    var one = records[records.length - 1];
    if (!one) return;
    last.querySelector('[data-score]').textContent = one.scores.who5;
    last.querySelector('[data-when]').textContent = Mood.day(one.at);
    last.hidden = false;
  });
})();
