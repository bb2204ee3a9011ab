/* The wall: the question, the map and the words of the room, large enough for its last row. */
(function (S) {
  'use strict';
  var places = null;
  var wanted = null;
  var drawnAt = 0;
  var address = '';

  function byId(id) { return document.getElementById(id); }

  function draw() {
    wanted = null;
    drawnAt = Date.now();
    if (!S.state) {
      byId('question').textContent = S.closed || 'Connexion à la salle…';
      return;
    }
    var open = S.state.questions.filter(function (question) { return question.open; });
    var current = open[0];
    byId('workshop').textContent = S.state.workshop;
    byId('question').textContent = current ? current.form.title : 'Pas de question ouverte';
    document.title = 'Le mur – ' + S.state.workshop;
    drawResults(current);
    drawEntries();
    drawThere();
    if (places) {
      places.show(S.state.items.filter(function (item) { return item.place; }).map(function (item, rank) {
        return { place: item.place, use: item.use, text: item.text, fresh: rank === 0 };
      }), 0.02);
      byId('legend').hidden = document.body.classList.contains('voting') || !S.state.items.some(function (item) { return item.place && item.use; });
    }
  }

  function drawResults(current) {
    var told = current && S.state.results[current.id];
    var fields = told ? Object.keys(told.fields).map(function (name) { return told.fields[name]; }) : [];
    var counted = fields.filter(function (field) { return field.choices; }).slice(0, 4);
    var numbers = fields.filter(function (field) { return !field.choices; }).slice(0, 4);
    var box = S.empty(byId('results'));
    var voting = Boolean(current && current.once && counted.length + numbers.length);
    document.body.classList.toggle('voting', voting);
    var placed = S.state.items.some(function (item) { return item.place; });
    box.hidden = !(counted.length + numbers.length) || (!voting && placed && places !== null);
    if (box.hidden) return;
    box.appendChild(S.node('h2', { text: S.plural(told.answers, 'réponse', 'réponses') }));
    counted.slice(0, voting ? 4 : 1).forEach(function (field) {
      var most = Math.max.apply(null, field.choices.map(function (choice) { return choice.count; }).concat(1));
      var list = S.node('ul', {});
      field.choices.forEach(function (choice) {
        list.appendChild(S.node('li', {}, S.node('span', { 'class': 'name', text: choice.title }),
          S.node('meter', { min: 0, max: most, value: choice.count, 'aria-hidden': 'true' }),
          S.node('span', { 'class': 'number', text: String(choice.count) })));
      });
      box.appendChild(S.node('section', {}, S.node('h3', { text: field.title }), list));
    });
    if (voting) {
      numbers.forEach(function (field) {
        box.appendChild(S.node('p', { 'class': 'name', text: field.title + ' : ' + (field.count ? S.number(field.median) + ' (médiane de ' + field.count + ')' : 'pas de réponse') }));
      });
    }
  }

  var shown = {};

  function drawEntries() {
    var list = byId('entries');
    var newest = S.state.items.slice(0, 7);
    byId('none').hidden = newest.length > 0;
    S.empty(list);
    newest.forEach(function (item) {
      var signed = [S.GROUPS[item.group] || item.group, item.who].filter(Boolean).join(', ');
      list.appendChild(S.node('li', { 'class': shown[item.id] ? 'entry' : 'entry fresh', 'data-id': item.id },
        S.node('p', { 'class': 'text', text: item.text }),
        S.node('p', { 'class': 'who', text: (item.about ? 'Commentaire · ' : '') + signed })));
      shown[item.id] = true;
    });
    while (list.lastChild && list.offsetHeight > list.parentNode.clientHeight) list.removeChild(list.lastChild);
  }

  function drawThere() {
    var list = S.empty(byId('there')), total = 0;
    Object.keys(S.GROUPS).forEach(function (group) {
      var count = S.state.there[group] || 0;
      total += count;
      if (count) list.appendChild(S.node('li', {}, S.node('strong', { text: String(count) }), ' ' + S.GROUPS[group]));
    });
    list.insertBefore(S.node('li', { 'class': 'total' }, S.node('strong', { text: String(total) }), total < 2 ? ' personne' : ' personnes'), list.firstChild);
  }

  function tick() {
    var left = S.remaining(), place = byId('timer');
    place.hidden = !left;
    if (!left) return;
    place.textContent = left.seconds ? left.text : 'Temps écoulé';
    place.classList.toggle('late', left.seconds <= 30);
  }

  function readWhere() {
    S.ask('GET', '/api/where').then(function (answer) {
      if (answer.status !== 200) return;
      var code = byId('code'), now = answer.data.address;
      if (now !== address) {
        address = now;
        code.src = '/qr.svg?' + encodeURIComponent(now);
      }
      code.hidden = !answer.data.open && now.indexOf('127.0.0.1') >= 0;
      byId('address').textContent = code.hidden ? 'La salle n’est pas encore ouverte aux téléphones' : now.replace(/^https?:\/\//, '').replace(/\/$/, '');
    });
  }

  function readPlaces() {
    S.readMap().then(function (data) {
      if (!data) {
        setTimeout(readPlaces, 3000);
        return;
      }
      places = S.map(data);
      S.empty(byId('map')).appendChild(places.svg);
      draw();
    });
  }

  S.listen(function () {
    if (!wanted) wanted = setTimeout(draw, Math.max(0, 80 - (Date.now() - drawnAt)));
  });
  setInterval(tick, 250);
  setInterval(readWhere, 4000);
  readWhere();
  S.start(true).then(readPlaces);
})(window.Salle);
