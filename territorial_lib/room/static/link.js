/* The room's state and the way to it: what is received, what waits on this phone, what is sent.
   Written for browsers of 2019 and pages that are not a secure context: no crypto.randomUUID, no
   service worker. Whatever was typed is data: nodes are made with textContent, never as markup. */
window.Salle = window.Salle || {};
(function (S) {
  'use strict';
  var WAITING = 'salle.envoi.';
  var memory = {};
  var listeners = [];
  var sending = false;
  var retry = null;
  var pause = 1000;

  S.state = null;
  S.me = null;
  S.online = true;
  S.skew = 0;

  S.GROUPS = {
    citizen: 'Habitant·e',
    firm: 'Entreprise',
    administration: 'Administration',
    elected: 'Élu·e',
    association: 'Association',
    facilitator: 'Animation'
  };

  S.node = function (tag, attributes) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (name === 'text') made.textContent = value;
      else if (name === 'on') Object.keys(value).forEach(function (e) { made.addEventListener(e, value[e]); });
      else if (value === true) made.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) {
      if (child) made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return made;
  };

  S.empty = function (node) {
    while (node.firstChild) node.removeChild(node.firstChild);
    return node;
  };

  S.newId = function () {
    var bytes = new Uint8Array(16);
    window.crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return ('0' + b.toString(16)).slice(-2); }).join('');
  };

  S.keep = {
    get: function (key) {
      try {
        return window.localStorage.getItem(key);
      } catch (_) {
        return Object.prototype.hasOwnProperty.call(memory, key) ? memory[key] : null;
      }
    },
    set: function (key, value) {
      memory[key] = value;
      try { window.localStorage.setItem(key, value); } catch (_) { S.tight = true; }
    },
    remove: function (key) {
      delete memory[key];
      try { window.localStorage.removeItem(key); } catch (_) { S.tight = true; }
    },
    keys: function (start) {
      var found = Object.keys(memory);
      try {
        found = found.concat(Object.keys(window.localStorage));
      } catch (_) { S.tight = true; }
      return found.filter(function (key, rank) {
        return key.indexOf(start) === 0 && found.indexOf(key) === rank;
      });
    }
  };

  S.json = function (text) {
    try { return JSON.parse(text); } catch (_) { return null; }
  };

  S.listen = function (what) { listeners.push(what); };
  S.tell = function (what) { listeners.forEach(function (each) { each(what); }); };

  /* Ask the room; gives {status, data}; status 0 where it cannot be reached. */
  S.ask = function (method, path, body) {
    var options = { method: method, credentials: 'same-origin', headers: {} };
    var stop = window.AbortController ? new AbortController() : null;
    var late = setTimeout(function () { if (stop) stop.abort(); }, 20000);
    if (stop) options.signal = stop.signal;
    if (body !== undefined) {
      options.headers['Content-Type'] = 'application/json';
      options.body = JSON.stringify(body);
    }
    return fetch(path, options).then(function (answer) {
      return answer.text().then(function (text) {
        return { status: answer.status, data: S.json(text), wait: Number(answer.headers.get('Retry-After')) || 0 };
      });
    }).catch(function () {
      return { status: 0, data: null, wait: 0 };
    }).then(function (answer) {
      clearTimeout(late);
      S.heard(answer.status !== 0);
      return answer;
    });
  };

  S.heard = function (online) {
    if (online !== S.online) {
      S.online = online;
      S.tell('network');
    }
  };

  /* ---- what waits on this phone ---------------------------------------------------------- */

  function queued() {
    return S.keep.keys(WAITING).map(function (key) { return S.json(S.keep.get(key)); })
      .filter(Boolean).sort(function (a, b) { return a.at - b.at; });
  }

  S.waiting = function () {
    return queued().filter(function (kept) { return !kept.quiet; });
  };

  S.send = function (sent, words, quiet) {
    sent.id = S.newId();
    var kept = { sent: sent, words: words, at: Date.now(), fault: '', quiet: Boolean(quiet) };
    S.keep.set(WAITING + sent.id, JSON.stringify(kept));
    S.tell('waiting');
    return S.flush().then(function () { return sent.id; });
  };

  S.forget = function (id) {
    S.keep.remove(WAITING + id);
    S.tell('waiting');
  };

  /* Give up; what may have arrived although no answer came back is taken back, if it did. */
  S.abandon = function (id) {
    var kept = S.json(S.keep.get(WAITING + id));
    S.forget(id);
    if (kept && kept.tried && !kept.fault) S.send({ 'do': 'withdraw', entry: id }, kept.words, true);
  };

  S.again = function (id) {
    var kept = S.json(S.keep.get(WAITING + id));
    if (kept) {
      kept.fault = '';
      S.keep.set(WAITING + id, JSON.stringify(kept));
      S.tell('waiting');
      S.flush();
    }
  };

  S.flush = function () {
    var ready = light(queued().filter(function (kept) { return !kept.fault; }));
    if (sending || !ready.length || !S.me) return Promise.resolve();
    sending = true;
    clearTimeout(retry);
    ready.forEach(function (kept) {
      kept.tried = true;
      S.keep.set(WAITING + kept.sent.id, JSON.stringify(kept));
    });
    return S.ask('POST', '/api/entries', { entries: ready.map(function (kept) { return kept.sent; }) })
      .then(function (answer) {
        sending = false;
        if (answer.status === 200 && answer.data) return received(ready, answer.data.receipts);
        if (answer.status === 401) return lost();
        if (answer.status === 400 || answer.status === 413) return refusedWhole(ready, answer.data);
        return later(answer.wait);
      });
  };

  /* The first ones that together stay under what the room accepts; one at least. */
  function light(all) {
    var weight = 0;
    return all.slice(0, 20).filter(function (kept, rank) {
      weight += encodeURIComponent(JSON.stringify(kept.sent)).length;
      return rank === 0 || weight < 60000;
    });
  }

  function received(ready, receipts) {
    pause = 1000;
    receipts.forEach(function (receipt, rank) {
      var kept = ready[rank];
      if (receipt.status === 'received') S.keep.remove(WAITING + kept.sent.id);
      else refuse(kept, receipt);
    });
    S.tell('waiting');
    S.readMe();
    return S.flush();
  }

  /* What was abandoned meanwhile stays so; a taking back that nobody sees is refused in silence. */
  function refuse(kept, told) {
    if (kept.quiet) S.keep.remove(WAITING + kept.sent.id);
    if (kept.quiet || !S.keep.get(WAITING + kept.sent.id)) return;
    kept.fault = told ? told.fault + ' ' + told.remedy : 'La salle n’a pas pu lire cet envoi.';
    S.keep.set(WAITING + kept.sent.id, JSON.stringify(kept));
  }

  function refusedWhole(ready, data) {
    ready.forEach(function (kept) { refuse(kept, data); });
    S.tell('waiting');
  }

  function later(wait) {
    retry = setTimeout(S.flush, wait ? 1000 * wait : pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 1.7, 12000);
  }

  function lost() {
    S.me = null;
    S.tell('me');
  }

  /* ---- who I am -------------------------------------------------------------------------- */

  var readingMe = null;

  S.readMe = function () {
    clearTimeout(readingMe);
    return new Promise(function (done) {
      readingMe = setTimeout(function () {
        S.ask('GET', '/api/me').then(function (answer) {
          if (answer.status === 200) S.me = answer.data;
          S.tell('me');
          done(answer.status);
        });
      }, S.me ? 250 : 0);
    });
  };

  S.join = function (pseudonym, group) {
    return S.ask('POST', '/api/join', { pseudonym: pseudonym, group: group }).then(function (answer) {
      if (answer.status !== 200 && answer.status !== 201) return answer;
      return S.readMe().then(function () {
        connect();  // so that who is there counts this phone in its group
        S.flush();
        return answer;
      });
    });
  };

  /* ---- what the room says ---------------------------------------------------------------- */

  var stream = null;
  var silence = null;
  var wall = '';

  S.start = function (isWall) {
    wall = isWall ? '?wall=1' : '';
    window.addEventListener('online', function () { connect(); S.flush(); });
    document.addEventListener('visibilitychange', function () {
      if (!document.hidden && (!stream || stream.readyState === 2)) connect();
    });
    return S.readState().then(connect);
  };

  S.readState = function () {
    return S.ask('GET', '/api/state' + wall).then(function (answer) {
      if (answer.status === 200 && answer.data) {
        S.state = answer.data;
        S.skew = answer.data.now - Date.now();
        S.tell('state');
      } else if (!S.state) {
        S.closed = answer.data ? answer.data.fault : '';
        S.tell('state');
        setTimeout(S.readState, 3000);
      }
    });
  };

  function connect() {
    if (stream) stream.close();
    stream = new EventSource('/api/events' + wall);
    stream.addEventListener('hello', function () {
      S.heard(true);
      S.readState();
      if (!wall) S.flush();
    });
    stream.addEventListener('change', function (event) {
      S.heard(true);
      merge(S.json(event.data));
    });
    stream.addEventListener('reload', function () {
      S.readState();
      if (!wall) S.readMe();
    });
    stream.onerror = function () {
      S.heard(false);
      if (stream.readyState === 2) {
        clearTimeout(silence);
        silence = setTimeout(connect, 2000 + 3000 * Math.random());
      }
    };
  }

  function merge(news) {
    var state = S.state;
    if (!state || !news) return;
    var changed = {};
    news.items.forEach(function (item) { changed[item.id] = item; });
    var gone = {};
    news.gone.forEach(function (id) { gone[id] = true; });
    var kept = state.items.filter(function (item) { return !gone[item.id] && !changed[item.id]; });
    state.items = news.items.concat(kept).sort(function (a, b) { return b.seq - a.seq; }).slice(0, wall ? 2000 : 300);
    S.skew = news.now - Date.now();
    if (news.version >= state.version) {
      ['version', 'counts', 'there', 'questions', 'locked', 'timer', 'workshop', 'groups_fixed'].forEach(function (name) {
        if (name in news) state[name] = news[name];
      });
      Object.keys(news.results).forEach(function (id) { state.results[id] = news.results[id]; });
    }
    if (S.me && S.me.entries.some(function (item) { return gone[item.id] || changed[item.id]; })) S.readMe();
    S.tell('state');
  }

  S.now = function () { return Date.now() + S.skew; };

  S.remaining = function () {
    var timer = S.state && S.state.timer;
    if (!timer) return null;
    var left = Math.max(0, Math.round((timer.ends - S.now()) / 1000));
    return { seconds: left, label: timer.label, text: Math.floor(left / 60) + ':' + ('0' + (left % 60)).slice(-2) };
  };

  S.number = function (value) {
    return Number(value).toLocaleString('fr-FR', { maximumFractionDigits: 2 });
  };

  S.plural = function (count, one, many) {
    return S.number(count) + ' ' + (count < 2 ? one : many);
  };
})(window.Salle);
