/* Pictures of numbers: a face, a line of time, a line of days. Everything else is words. */
(function () {
  var NS = 'http://www.w3.org/2000/svg';
  function el(name, attrs, text) {
    var node = document.createElementNS(NS, name);
    Object.keys(attrs).forEach(function (key) { node.setAttribute(key, attrs[key]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function empty(node) { while (node.firstChild) node.removeChild(node.firstChild); return node; }

  function face(into, events, places) {
    empty(into);
    events.forEach(function (event) {
      var place = places[event.region];
      if (!place) return;
      into.appendChild(el('circle', {'class': event.kind, cx: place[1], cy: place[2], r: 4 + Math.min(event.size_iod, 4), opacity: Math.max(0.35, event.confidence)}));
    });
  }
  function time(into, film) {
    var whole = Math.max(film.duration || 1, 1), x = function (t) { return 8 + 304 * t / whole; }, second;
    empty(into);
    film.events.forEach(function (event) {
      var high = 8 + Math.min(8 * event.size_iod, 34);
      into.appendChild(el('rect', {'class': event.kind, x: x(event.onset), y: 52 - high, width: Math.max(x(event.offset) - x(event.onset), 3), height: high, rx: 1.5}));
    });
    film.blinks.forEach(function (t) { into.appendChild(el('rect', {'class': 'blink', x: x(t) - 1, y: 55, width: 2, height: 6})); });
    for (second = 0; second <= whole; second += 5) into.appendChild(el('text', {x: x(second), y: 74, 'text-anchor': !second ? 'start' : x(second) > 300 ? 'end' : 'middle'}, second + ' s'));
  }
  function days(into, scores) {
    var last = scores.slice(-12), wide = 284 / Math.max(last.length - 1, 1), path = '';
    empty(into);
    last.forEach(function (score, i) {
      var x = last.length > 1 ? 28 + i * wide : 170, y = 110 - score;
      path += (i ? 'L' : 'M') + x + ' ' + y;
      into.appendChild(el('circle', {cx: x, cy: y, r: i === last.length - 1 ? 5 : 3.5}));
    });
    into.insertBefore(el('path', {d: path}), into.firstChild);
  }
  window.MoodDraw = {face: face, time: time, days: days};
})();
