/* How the picture in the camera is: bright enough, still, the face near enough. A few thousand dots
   four times a second, looked at here and forgotten; no model, nothing leaves the phone. Whether
   there is a face is asked of the browser where it can tell (FaceDetector); elsewhere nothing is
   claimed, an oval shows where it belongs. ES5 syntax for old in-app browsers. */
(function () {
  var WIDE = 48, HIGH = 64;
  /* Brightness of 255. The gate of the server refuses faces under 45; a telephone brightens by itself. */
  var DARK = 62, BURNT = 245, MUCH_BURNT = 0.2, BEHIND = 70;
  /* Mean change of a dot from one look to the next, in parts of the brightness. */
  var MOVING = 0.11;
  var NEAR = 0.8, FAR = 0.3;

  function inside(x, y) {
    var dx = (x - WIDE * 0.5) / (WIDE * 0.3), dy = (y - HIGH * 0.466) / (HIGH * 0.31);
    return dx * dx + dy * dy <= 1;
  }

  /* dots: red, green, blue, alpha of WIDE x HIGH; before: the greys of the last look, or null. */
  function measured(dots, before) {
    var greys = new Uint8Array(WIDE * HIGH), face = 0, faces = 0, around = 0, arounds = 0, burnt = 0, moved = 0, n, grey;
    for (n = 0; n < greys.length; n++) {
      grey = greys[n] = Math.round(0.299 * dots[4 * n] + 0.587 * dots[4 * n + 1] + 0.114 * dots[4 * n + 2]);
      if (inside(n % WIDE, Math.floor(n / WIDE))) { face += grey; faces++; burnt += grey >= BURNT ? 1 : 0; }
      else { around += grey; arounds++; }
      if (before) moved += Math.abs(grey - before[n]);
    }
    face /= faces; around /= arounds;
    return { greys: greys, face: face, around: around, burnt: burnt / faces, moved: before ? moved / greys.length / Math.max(face, 30) : 0 };
  }

  function judged(seen) {
    var light = 'ok';
    if (seen.face < DARK) light = seen.around > seen.face + BEHIND ? 'behind' : 'dark';
    else if (seen.burnt > MUCH_BURNT) light = 'bright';
    else if (seen.around > seen.face + BEHIND) light = 'behind';
    return { light: light, still: seen.moved > MOVING ? 'moving' : 'ok' };
  }

  /* part: width of the face in parts of the picture's; null without one. */
  function placed(part) {
    if (part === null) return 'none';
    return part < FAR ? 'far' : part > NEAR ? 'near' : 'ok';
  }

  function Framing(video, tell) {
    var canvas = document.createElement('canvas'), before = null, timer = null, asking = false, face = 'look';
    var detector = null;
    try { if (window.FaceDetector) detector = new window.FaceDetector({ fastMode: true, maxDetectedFaces: 1 }); } catch (e) { detector = null; }
    canvas.width = WIDE; canvas.height = HIGH;
    var brush = canvas.getContext('2d', { willReadFrequently: true });

    function dots() {
      /* The middle of the picture, as high as three quarters of its width at most: what the page shows. */
      var w = video.videoWidth, h = video.videoHeight, wide = Math.min(w, h * 0.75), high = wide / 0.75;
      brush.drawImage(video, (w - wide) / 2, (h - high) / 2, wide, high, 0, 0, WIDE, HIGH);
      return brush.getImageData(0, 0, WIDE, HIGH).data;
    }
    function ask() {
      if (!detector || asking) return;
      asking = true;
      detector.detect(video).then(function (found) {
        face = placed(found.length ? found[0].boundingBox.width / Math.min(video.videoWidth, video.videoHeight * 0.75) : null);
        asking = false;
      }, function () { detector = null; face = 'look'; });
    }
    function look() {
      if (!video.videoWidth) return;
      var seen = measured(dots(), before), said = judged(seen);
      before = seen.greys;
      ask();
      said.face = face;
      tell(said);
    }
    this.start = function () { before = null; timer = setInterval(look, 250); };
    this.stop = function () { clearInterval(timer); };
  }

  window.Framing = Framing;
  Framing.measured = measured; Framing.judged = judged; Framing.placed = placed;
  Framing.WIDE = WIDE; Framing.HIGH = HIGH;
})();
