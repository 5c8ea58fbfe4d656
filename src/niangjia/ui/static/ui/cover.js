/* Covering parts of a picture: drawn with finger, pen or mouse, or typed. The numbers of the form are
   what counts; the picture shows them. ES5 syntax for old in-app browsers. */
(function () {
  var d = document, box = d.querySelector('[data-cover]'), form = d.getElementById('cover-form');
  if (!box || !form) return;
  var SIDES = ['left', 'top', 'width', 'height'], ATTRIBUTES = ['x', 'y', 'width', 'height'];
  var rows = Array.prototype.slice.call(form.querySelectorAll('[data-row]')), drawing = null;

  function inputs(row) {
    var n = row.getAttribute('data-row');
    return SIDES.map(function (side) { return form.elements[side + n]; });
  }
  function empty(row) { return inputs(row).every(function (one) { return one.value === ''; }); }
  function show(row) {
    var rect = box.querySelector('[data-mark="' + row.getAttribute('data-row') + '"]');
    inputs(row).forEach(function (one, k) { rect.setAttribute(ATTRIBUTES[k], Math.max(0, +one.value || 0)); });
    row.querySelector('[data-wipe]').hidden = empty(row);
  }
  function set(row, values) {
    inputs(row).forEach(function (one, k) { one.value = values ? values[k] : ''; });
    show(row);
  }
  function at(event) {
    var r = box.getBoundingClientRect();
    function part(n, whole) { return Math.min(100, Math.max(0, n / whole * 100)); }
    return [part(event.clientX - r.left, r.width), part(event.clientY - r.top, r.height)];
  }
  function draw(event) {
    var end = at(event), start = drawing.start;
    var left = Math.floor(Math.min(start[0], end[0])), top = Math.floor(Math.min(start[1], end[1]));
    set(drawing.row, [left, top, Math.ceil(Math.max(start[0], end[0])) - left, Math.ceil(Math.max(start[1], end[1])) - top]);
  }

  if (window.PointerEvent) {
    box.className += ' drawn';
    box.addEventListener('pointerdown', function (event) {
      var free = rows.filter(empty)[0];
      if (!free || event.button) return;
      event.preventDefault();
      drawing = { row: free, start: at(event) };
      box.setPointerCapture(event.pointerId);
    });
    box.addEventListener('pointermove', function (event) { if (drawing) draw(event); });
    box.addEventListener('pointerup', function (event) {
      if (!drawing) return;
      draw(event);
      var made = inputs(drawing.row);
      /* A touch that did not move covers nothing. */
      if (+made[2].value < 1 || +made[3].value < 1) set(drawing.row, null);
      drawing = null;
    });
    box.addEventListener('pointercancel', function () {
      if (drawing) set(drawing.row, null);
      drawing = null;
    });
  }
  form.addEventListener('input', function (event) {
    var row = event.target.closest('[data-row]');
    if (row) show(row);
  });
  form.addEventListener('click', function (event) {
    var wipe = event.target.closest('[data-wipe]');
    if (!wipe) return;
    var row = wipe.closest('[data-row]');
    set(row, null);
    inputs(row)[0].focus();
  });
  rows.forEach(show);
})();
