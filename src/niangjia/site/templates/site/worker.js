/* Keeps files that are the same for everybody, and one page that names nobody. Pages somebody was
   shown are never kept: they come from the network or not at all. */
var KEPT = 'house-{{ version }}', OFFLINE = '{{ offline }}', FILES = JSON.parse('{{ files|escapejs }}');

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(KEPT).then(function (kept) {
    return kept.addAll(FILES).then(function () {
      return fetch(OFFLINE, {credentials: 'omit', cache: 'reload'});
    }).then(function (page) {
      if (!page.ok) throw new Error(page.status);
      return kept.put(OFFLINE, page);
    });
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name === KEPT ? null : caches.delete(name);
    }));
  }).then(function () {
    if (self.registration.navigationPreload) return self.registration.navigationPreload.enable();
  }).then(function () { return self.clients.claim(); }));
});

function arrived(event) {
  return Promise.resolve(event.preloadResponse).then(function (early) {
    return early || fetch(event.request);
  });
}

self.addEventListener('fetch', function (event) {
  var asked = event.request, path = new URL(asked.url).pathname, same = {ignoreVary: true};
  if (asked.method !== 'GET') return;
  if (FILES.indexOf(path) >= 0) {
    event.respondWith(caches.match(path, same).then(function (kept) { return kept || fetch(asked); }));
  } else if (asked.mode === 'navigate') {
    event.respondWith(arrived(event).catch(function () { return caches.match(OFFLINE, same); }));
  }
});
