/* Files of a form, on the pages that ask for some. ES5 syntax for old in-app browsers. */
(function () {
  var d = document;

  function each(list, fn) { Array.prototype.forEach.call(list, fn); }
  function near(node, what) { return node && node.closest ? node.closest(what) : null; }

  /* Files go ahead of their form, one at a time; what was typed stays where it is. The answer is the
     list of what the form now carries. Without this they travel with the form. */
  function carry(input) {
    var box = near(input, '[data-bring]'), queue = Array.prototype.slice.call(input.files || []);
    if (!box || !window.FormData || !queue.length) return;
    var bar = d.createElement('progress'), kept = box.querySelector('.kept'), form = input.form;
    bar.max = queue.length;
    bar.setAttribute('aria-label', input.parentNode.textContent);
    input.parentNode.appendChild(bar);
    form.setAttribute('data-busy', String(+(form.getAttribute('data-busy') || 0) + 1));
    function done() {
      input.value = '';
      input.parentNode.removeChild(bar);
      form.setAttribute('data-busy', String(+form.getAttribute('data-busy') - 1));
    }
    function broken() {
      kept.insertAdjacentHTML('afterbegin', '<p class="errmsg"></p>');
      kept.firstChild.textContent = box.getAttribute('data-broken');
      done();
    }
    (function next(n) {
      if (n >= queue.length) { done(); return; }
      var data = new FormData(), ask = new XMLHttpRequest();
      data.append('csrfmiddlewaretoken', form.querySelector('[name=csrfmiddlewaretoken]').value);
      each(kept.querySelectorAll('[name=kept], [name=drop]:checked'), function (one) { data.append(one.name, one.value); });
      data.append(input.name, queue[n]);
      ask.open('POST', box.getAttribute('data-bring'));
      ask.upload.onprogress = function (event) { bar.value = n + event.loaded / event.total; };
      ask.timeout = 180000;
      ask.onerror = ask.ontimeout = broken;
      ask.onload = function () {
        if (ask.status !== 200 && ask.status !== 422) { broken(); return; }
        var said = n ? Array.prototype.slice.call(kept.querySelectorAll('.errmsg')) : [];
        kept.innerHTML = ask.responseText;
        each(said, function (one) { kept.insertBefore(one, kept.firstChild); });
        next(n + 1);
      };
      ask.send(data);
    })(0);
  }
  d.addEventListener('change', function (event) { if (event.target.type === 'file') carry(event.target); });
})();
