/* A clip on its way: a ticket, a place in the line, the upload, the steps, the answer. The clip stays
   in this page's memory until there is one; whatever breaks, the same ticket is tried again.
   ES5 syntax for old in-app browsers. */
(function () {
  var BREAKS = 8, PAUSE = 3000;

  /* box: the element with the addresses; tell: {wait, up, step, answer, stuck, consent}. */
  function Sending(box, clip, receipt, tell) {
    var ticket = null, asked = null, timer = null, breaks = 0, over = false;
    var token = box.querySelector('[name=csrfmiddlewaretoken]').value;

    function open(address) {
      var ask = new XMLHttpRequest();
      ask.open('POST', address);
      ask.setRequestHeader('X-CSRFToken', token);
      asked = ask;
      return ask;
    }
    function later(fn, ms) { clearTimeout(timer); timer = setTimeout(function () { if (!over) fn(); }, ms); }
    function end(name, what) { if (!over) { over = true; clearTimeout(timer); tell[name](what); } }
    function broke() {
      if (over) return;
      breaks += 1;
      if (breaks > BREAKS) { end('stuck', 'net'); return; }
      tell.retry();
      later(place, PAUSE);
    }
    function read(ask) { try { return JSON.parse(ask.responseText); } catch (e) { return null; } }

    function small(address, body) {
      var ask = open(address);
      ask.timeout = 30000;
      ask.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
      ask.onerror = ask.ontimeout = broke;
      ask.onload = function () {
        var said = read(ask);
        if (said) heard(said);
        else if (ask.status >= 500) broke();
        else end('stuck', 'out');
      };
      ask.send(body);
    }
    function place() {
      if (ticket) small(box.getAttribute('data-place'), 'ticket=' + encodeURIComponent(ticket));
      else small(box.getAttribute('data-ticket'), 'receipt=' + encodeURIComponent(receipt));
    }

    function heard(said) {
      if (over) return;
      if (said.ticket) ticket = said.ticket;
      if (said.answer) { end('answer', said.answer); return; }
      switch (said.state) {
        case 'ready': up(); break;
        case 'wait': tell.wait(said.ahead, said.minutes); later(place, said.again * 1000); break;
        case 'running': case 'full': tell.wait(0, 0); later(place, 2000); break;
        case 'gone': ticket = null; later(place, 500); break;
        case 'no_consent': case 'spent': end('consent', said.state); break;
        case 'slow': end('stuck', 'slow'); break;
        case 'enough': end('stuck', 'enough'); break;
        default: broke();
      }
    }

    function up() {
      var ask = open(box.getAttribute('data-run')), taken = 0, last = null;
      ask.setRequestHeader('X-Ticket', ticket);
      ask.setRequestHeader('Content-Type', 'application/octet-stream');
      ask.upload.onprogress = function (event) { if (!over) tell.up(event.loaded / event.total); };
      ask.onprogress = function () {
        var cut = ask.responseText.lastIndexOf('\n') + 1, lines = ask.responseText.slice(taken, cut).split('\n');
        taken = cut;
        lines.forEach(function (line) {
          var said = null;
          try { said = JSON.parse(line); } catch (e) { return; }
          if (said.step && !over) tell.step(said.step, said.share); else last = said;
        });
      };
      ask.onerror = broke;
      ask.onload = function () {
        if (ask.getResponseHeader('Content-Type').indexOf('json') < 0) { end('stuck', ask.status >= 500 ? 'net' : 'out'); return; }
        ask.onprogress();
        heard(last || read(ask) || {});
      };
      ask.send(clip);
    }

    function seen() { if (!document.hidden && timer && !over) later(place, 0); }
    document.addEventListener('visibilitychange', seen);

    this.start = place;
    this.cancel = function () { over = true; clearTimeout(timer); document.removeEventListener('visibilitychange', seen); if (asked) asked.abort(); };
  }
  window.Sending = Sending;
})();
