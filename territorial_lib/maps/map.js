/* What our maps add to Leaflet. Every word shown goes through a text node: data is never HTML. */
function twText(text) {
  var box = document.createElement('div');
  box.textContent = text;
  box.style.whiteSpace = 'pre-line';
  return box;
}

/* Hatching of the areas without value, as a pattern for the canvas. */
var twHatch = (function () {
  var tile = document.createElement('canvas'), pen = tile.getContext('2d');
  tile.width = tile.height = 8;
  pen.fillStyle = '#f1f1ee';
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = '#8a918e';
  pen.lineWidth = 1.4;
  [[-2, 10, 10, -2], [-2, 2, 2, -2], [6, 10, 10, 6]].forEach(function (line) {
    pen.moveTo(line[0], line[1]);
    pen.lineTo(line[2], line[3]);
  });
  pen.stroke();
  return pen.createPattern(tile, 'repeat');
})();

function twArea(feature, layer) {
  var carried = feature.properties;
  layer.bindTooltip(function () { return twText(carried.t); }, {sticky: true});
  if (carried.k === -1) layer.setStyle({fillColor: twHatch});
}

/* French controls; the territory stays framed until somebody moves the map. */
function twFrame(map, corners, source, label) {
  var moved = false, place = map.getContainer();
  function frame() {
    var size = place.getBoundingClientRect();
    if (size.width < 40 || size.height < 40) return;  // not laid out yet
    map.invalidateSize(false);
    if (!moved) map.fitBounds(corners, {padding: [14, 14], animate: false});
  }
  L.control.zoom({zoomInTitle: 'Agrandir', zoomOutTitle: 'Réduire'}).addTo(map);
  L.control.scale({imperial: false, maxWidth: 160}).addTo(map);
  var line = document.createElement('span');
  line.textContent = source;
  L.control.attribution({prefix: false}).addAttribution(line.innerHTML).addTo(map);
  frame();
  ['pointerdown', 'touchstart', 'keydown'].forEach(function (kind) {
    place.addEventListener(kind, function () { moved = true; });
  });
  new ResizeObserver(frame).observe(place);
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', label);
}

/* Points of the room, a shape each, reached by the keyboard. */
function twPoints(map, points) {
  points.forEach(function (point) {
    var icon = document.createElement('span'), name = document.createElement('span');
    icon.className = 'point point--' + point.mark;
    icon.textContent = point.symbol;
    name.className = 'unseen';
    name.textContent = point.text;
    icon.appendChild(name);
    L.marker(point.at, {icon: L.divIcon({html: icon, className: '', iconSize: [26, 26]})})
      .bindTooltip(twText(point.text)).addTo(map);
  });
}

/* Names of the areas, the largest first, where they fit without touching each other. */
function twNames(map, layer) {
  var shown = L.layerGroup().addTo(map);
  function measured(area) {
    var box = area.getBounds(), at = area.feature.properties.p;
    var a = map.latLngToLayerPoint(box.getNorthWest()), b = map.latLngToLayerPoint(box.getSouthEast());
    return {name: area.feature.properties.n, wide: b.x - a.x, high: b.y - a.y,
      at: map.latLngToLayerPoint([at[1], at[0]])};
  }
  function place() {
    var taken = [], big = parseFloat(getComputedStyle(document.body).fontSize);
    shown.clearLayers();
    layer.getLayers().map(measured).sort(function (x, y) {
      return y.wide * y.high - x.wide * x.high;
    }).forEach(function (it) {
      var half = it.name.length * big * 0.21 + 3, tall = big * 0.55;
      var box = [it.at.x - half, it.at.y - tall, it.at.x + half, it.at.y + tall];
      if (it.wide < 1.3 * half || it.high < 2 * tall || taken.some(function (other) {
        return box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
      })) return;
      taken.push(box);
      shown.addLayer(L.tooltip({permanent: true, direction: 'center', className: 'area-name'})
        .setLatLng(map.layerPointToLatLng(it.at)).setContent(twText(it.name)));
    });
  }
  map.on('zoomend resize', place);
  map.whenReady(place);
}

/* What comes and goes: an arc each, its width the quantity, its end reached by the keyboard. */
function twFlows(map, home, flows) {
  function arc(from, to) {
    var points = [], bend = 0.16, dy = to[0] - from[0], dx = to[1] - from[1];
    var middle = [(from[0] + to[0]) / 2 - bend * dx, (from[1] + to[1]) / 2 + bend * dy];
    for (var t = 0; t <= 1.001; t += 0.05) {
      var a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
      points.push([a * from[0] + b * middle[0] + c * to[0], a * from[1] + b * middle[1] + c * to[1]]);
    }
    return points;
  }
  flows.forEach(function (flow) {
    var path = flow.out ? arc(home.at, flow.at) : arc(flow.at, home.at);
    L.polyline(path, {color: flow.colour, weight: flow.weight, opacity: 0.75, dashArray: flow.out ? '7 6' : null})
      .bindTooltip(twText(flow.text), {sticky: true}).bindPopup(twText(flow.text)).addTo(map);
    var icon = document.createElement('span'), name = document.createElement('span');
    icon.className = 'point point--' + (flow.out ? 'underused' : 'used');
    icon.textContent = flow.out ? '▲' : '●';
    name.className = 'unseen';
    name.textContent = flow.text;
    icon.appendChild(name);
    L.marker(flow.at, {icon: L.divIcon({html: icon, className: '', iconSize: [26, 26]})})
      .bindTooltip(twText(flow.text)).bindPopup(twText(flow.text)).addTo(map);
  });
  L.tooltip({permanent: true, direction: 'top', className: 'area-name'})
    .setLatLng(home.at).setContent(twText(home.name)).addTo(map);
}
