/* Ties the phone's pages to the address (so that Back works), to the state and to the network. */
(function (S) {
  'use strict';
  var main = document.getElementById('contenu');
  var shownView = '';
  var box = null;
  var shown = 20;
  var ready = false;

  var routes = [
    [/^#\/salle$/, S.roomView, S.fillRoom],
    [/^#\/entree\/([0-9a-f]{32})$/, S.entryView, S.fillEntry],
    [/^#\/question\/([0-9a-f]{32})$/, S.questionView, S.fillQuestion],
    [/^#\/moi$/, S.mineView, S.fillMine],
    [/^#\/rejoindre$/, S.joinView, null],
    [/.*/, S.questionView, S.fillQuestion]
  ];

  function route() {
    var hash = window.location.hash || '#/';
    for (var i = 0; i < routes.length; i += 1) {
      var found = routes[i][0].exec(hash);
      if (found) return { view: routes[i][1], fill: routes[i][2], id: found[1], home: i === routes.length - 1 };
    }
    return null;
  }

  /* A page is made again only where it is another one: what is being typed stays. */
  function name(here) {
    if (!S.state) return 'closed' + (S.closed || '');
    if (!S.me) return 'join';
    if (here.home) return 'question ' + ((S.openQuestions()[0] || {}).id || '');
    if (here.view === S.questionView) {
      var question = S.state.questions.filter(function (q) { return q.id === here.id; })[0];
      return 'question ' + here.id + (question && question.open);
    }
    if (here.view === S.entryView) {
      return 'entry ' + here.id + S.state.items.some(function (item) { return item.id === here.id; });
    }
    return window.location.hash;
  }

  function make(here) {
    if (!S.state) return S.node('div', {}, S.node('h1', { text: 'La salle' }), S.node('p', { text: S.closed || 'Connexion à la salle…' }));
    if (!S.me) return S.joinView();
    return here.home ? S.questionView() : here.view(here.id);
  }

  function draw() {
    if (!ready) return;
    var here = route(), wanted = name(here);
    if (wanted !== shownView) {
      var first = shownView === '';
      shownView = wanted;
      shown = 20;
      box = make(here);
      S.empty(main).appendChild(box);
      var title = main.querySelector('h1');
      document.title = (title ? title.textContent + ' – ' : '') + 'La salle';
      if (title && !first) {
        title.setAttribute('tabindex', '-1');
        title.focus();
        window.scrollTo(0, 0);
      }
    }
    fill(here);
    around(here);
  }

  function fill(here) {
    if (!S.state || !S.me || !box) return;
    if (here.fill === S.fillRoom) S.fillRoom(box, shown);
    else if (here.fill) here.fill(box);
  }

  S.more = function () {
    shown += 30;
    draw();
  };

  function around() {
    document.getElementById('workshop').textContent = S.state ? S.state.workshop : '';
    var tabs = document.getElementById('tabs'), hash = window.location.hash || '#/';
    tabs.hidden = !S.me;
    Array.prototype.forEach.call(tabs.children, function (link) {
      var at = link.getAttribute('href');
      var current = at === '#/' ? hash === '#/' || hash.indexOf('#/question') === 0 : hash.indexOf(at) === 0;
      if (current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    network();
  }

  function network() {
    var waits = S.waiting().filter(function (kept) { return !kept.fault; }).length;
    var words = '';
    if (!S.online) words = 'Réseau perdu. ' + (waits ? S.plural(waits, 'envoi attend', 'envois attendent') + ' sur ce téléphone et ' + (waits < 2 ? 'partira' : 'partiront') + ' tout seul' + (waits < 2 ? '' : 's') + '.' : 'Vous pouvez continuer à écrire.');
    else if (S.state && S.state.locked) words = 'L’animation a suspendu les contributions.';
    var place = document.getElementById('network');
    if (place.textContent !== words) place.textContent = words;
  }

  function tick() {
    var left = S.remaining(), place = document.getElementById('timer');
    place.hidden = !left;
    if (left) place.textContent = (left.label ? left.label + ' : ' : '') + (left.seconds ? left.text : 'temps écoulé');
  }

  var waitingDraw = null;

  S.listen(function (what) {
    if (what === 'waiting' || what === 'me' || what === 'network') draw();
    else if (!waitingDraw) waitingDraw = setTimeout(function () { waitingDraw = null; draw(); }, 60);
  });

  function readPlaces() {
    S.readMap().then(function (data) {
      if (data) {
        S.places = S.map(data);
        draw();
      } else {
        setTimeout(readPlaces, 10000);
      }
    });
  }

  window.addEventListener('hashchange', draw);
  setInterval(tick, 500);
  S.readMe().then(function (status) {
    ready = true;
    if (status === 0) S.heard(false);
    return S.start(false);
  }).then(function () {
    draw();
    readPlaces();
    S.flush();
  });
})(window.Salle);
