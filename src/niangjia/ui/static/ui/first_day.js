/* The first day: frame what the box speaks of, and begin reading there. Without this file the box
   stands on the page all the same. Escape leaves, as it does everywhere. */
(function () {
  var d = document, box = d.getElementById('day');
  if (!box) return;
  var spot = box.getAttribute('data-spot'), meant = spot && d.querySelector(spot);
  function seen(el) { return !!(el && el.getClientRects().length); }
  if (seen(meant)) {
    meant.classList.add('day-spot');
    if (meant.scrollIntoView) meant.scrollIntoView({block: 'center'});
  }
  if (box.className.indexOf('walk') >= 0) d.getElementById('day-title').focus({preventScroll: true});
  d.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (d.querySelector('dialog[open]')) return;
    box.querySelector('[value=leave]').click();
  });
})();
