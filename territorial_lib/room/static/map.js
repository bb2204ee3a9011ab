/* A light map: the territory's communes as one SVG, no tile, no library. */
(function (S) {
  'use strict';
  var NS = 'http://www.w3.org/2000/svg';
  var known = null;

  function svg(tag, attributes) {
    var made = document.createElementNS(NS, tag);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }

  /* The contours that the engine published; null while there are none. Read again where they change. */
  S.readMap = function () {
    return S.ask('GET', '/api/map').then(function (answer) {
      if (answer.status === 200) known = answer.data;
      return known;
    });
  };

  function outline(rings) {
    return rings.map(function (ring) {
      var x = 0, y = 0, path = '';
      for (var i = 0; i < ring.length; i += 2) {
        x += ring[i];
        y += ring[i + 1];
        path += (i ? 'L' : 'M') + x + ' ' + y;
      }
      return path + 'Z';
    }).join('');
  }

  /* A shape each, so that colour is never the only difference: disc, triangle, cross. */
  function sign(use, x, y, r) {
    var arm = 0.32 * r;
    if (use === 'underused') return 'M' + [[x, y - 1.15 * r], [x + 1.1 * r, y + 0.85 * r], [x - 1.1 * r, y + 0.85 * r]].join('L') + 'Z';
    if (use !== 'missing') return 'M' + (x - r) + ' ' + y + 'a' + [r, r, 0, 1, 0, 2 * r, 0] + 'a' + [r, r, 0, 1, 0, -2 * r, 0] + 'Z';
    var cross = [[0, -arm], [r - arm, -r], [r, arm - r], [arm, 0], [r, r - arm], [r - arm, r], [0, arm], [arm - r, r], [-r, r - arm], [-arm, 0], [-r, arm - r], [arm - r, -r]];
    return 'M' + cross.map(function (p) { return [x + p[0], y + p[1]]; }).join('L') + 'Z';
  }

  function Map(data, onTouch) {
    var self = this;
    this.data = data;
    this.box = [0, 0, data.width, data.height];
    this.communes = {};
    data.communes.forEach(function (commune) { self.communes[commune.code] = commune; });
    this.svg = svg('svg', { 'class': 'map', role: 'img', preserveAspectRatio: 'xMidYMid meet' });
    this.title = svg('title', {});
    this.title.textContent = 'Carte des communes du territoire';
    this.svg.appendChild(this.title);
    data.around.forEach(function (area) {
      self.svg.appendChild(svg('path', { 'class': 'around', d: outline(area.rings) }));
    });
    data.areas.forEach(function (area) {
      var path = svg('path', { 'class': 'area', d: outline(area.rings) });
      if (area.code) path.setAttribute('data-code', area.code);
      var name = svg('title', {});
      name.textContent = area.name;
      path.appendChild(name);
      self.svg.appendChild(path);
    });
    this.names = svg('g', { 'class': 'names', 'aria-hidden': 'true' });
    this.dots = svg('g', { 'class': 'dots' });
    this.svg.appendChild(this.names);
    this.svg.appendChild(this.dots);
    this.frame();
    if (onTouch) this.svg.addEventListener('click', function (event) { self.touch(event, onTouch); });
  }

  Map.prototype.frame = function () {
    this.svg.setAttribute('viewBox', this.box.join(' '));
    this.redraw();
  };

  Map.prototype.zoom = function (factor, x, y) {
    var box = this.box, data = this.data;
    var cx = x === undefined ? box[0] + box[2] / 2 : x;
    var cy = y === undefined ? box[1] + box[3] / 2 : y;
    var w = Math.min(data.width, Math.max(data.width / 40, box[2] / factor));
    var h = w * data.height / data.width;
    var left = Math.min(Math.max(0, cx - w / 2), data.width - w);
    var top = Math.min(Math.max(0, cy - h / 2), data.height - h);
    this.box = [left, top, w, h];
    this.frame();
  };

  Map.prototype.touch = function (event, onTouch) {
    var matrix = this.svg.getScreenCTM();
    if (!matrix) return;
    var point = this.svg.createSVGPoint();
    point.x = event.clientX;
    point.y = event.clientY;
    point = point.matrixTransform(matrix.inverse());
    var code = event.target.getAttribute && event.target.getAttribute('data-code');
    onTouch(this.place(point.x, point.y, code || null), point);
  };

  Map.prototype.place = function (x, y, code) {
    var d = this.data;
    var lon = d.west + x / d.width * (d.east - d.west);
    var lat = d.north - y / d.height * (d.north - d.south);
    var place = { lon: Math.round(lon * 1e5) / 1e5, lat: Math.round(lat * 1e5) / 1e5 };
    if (code) place.commune = code;
    return place;
  };

  Map.prototype.at = function (place) {
    var d = this.data;
    if (place.lon !== null && place.lon !== undefined) {
      return [(place.lon - d.west) / (d.east - d.west) * d.width, (d.north - place.lat) / (d.north - d.south) * d.height];
    }
    var commune = this.commune(place.commune);
    return commune ? commune.at : null;
  };

  Map.prototype.commune = function (code) {
    return this.communes[code];
  };

  Map.prototype.name = function (place) {
    var commune = this.commune(place.commune);
    return commune ? commune.name : 'Point sur la carte';
  };

  /* points: [{place, use, fresh, text}] */
  Map.prototype.show = function (points, radius) {
    this.points = points;
    this.radius = radius || 0.014;
    this.redraw();
  };

  Map.prototype.redraw = function () {
    var self = this, box = this.box;
    var size = this.points ? this.radius * Math.max(box[2], box[3]) : 0;
    S.empty(this.dots);
    (this.points || []).forEach(function (point, rank) {
      var at = self.at(point.place);
      if (!at) return;
      var exact = point.place.lon !== null && point.place.lon !== undefined;
      var turn = rank * 2.4, away = exact ? 0 : size * 0.55 * Math.sqrt(rank % 40);
      var dot = svg('path', {
        'class': 'dot' + (point.use ? ' dot-' + point.use : '') + (point.fresh ? ' dot-fresh' : ''),
        d: sign(point.use, at[0] + away * Math.cos(turn), at[1] + away * Math.sin(turn), size)
      });
      var title = svg('title', {});
      title.textContent = point.text || '';
      dot.appendChild(title);
      self.dots.appendChild(dot);
    });
  };

  S.map = function (data, onTouch) { return new Map(data, onTouch); };
})(window.Salle);
