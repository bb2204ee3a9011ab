/* The pages of the phone: join, the question, the room, one entry, what I sent. */
(function (S) {
  'use strict';
  var node = S.node;

  S.say = function (words) {
    var place = document.getElementById('said');
    place.textContent = '';
    setTimeout(function () { place.textContent = words; }, 50);
  };

  function hour(moment) {
    var date = new Date(moment);
    return ('0' + date.getHours()).slice(-2) + ':' + ('0' + date.getMinutes()).slice(-2);
  }

  function signed(item) {
    return [S.GROUPS[item.group] || item.group, item.who, hour(item.at)].filter(Boolean).join(', ');
  }

  function commune(item) {
    if (!item.place || !S.places) return '';
    return S.places.name(item.place);
  }

  function mine(id) {
    return Boolean(S.me && S.me.entries.some(function (item) { return item.id === id && item.state !== 'withdrawn'; }));
  }

  S.card = function (item, linked) {
    var comments = S.state.items.filter(function (other) { return other.about === item.id; }).length;
    var title = linked ? node('a', { href: '#/entree/' + item.id, text: item.text }) : node('span', { text: item.text });
    return node('article', { 'class': 'card card-' + item.kind },
      node('p', { 'class': 'kind', text: item.label + (mine(item.id) ? ' · de vous' : '') }),
      node('h3', {}, title),
      item.detail ? node('p', { 'class': 'detail', text: item.detail }) : null,
      item.place ? node('p', { 'class': 'detail', text: commune(item) }) : null,
      node('p', { 'class': 'help', text: signed(item) + (item.edited ? ' · corrigé par l’animation' : '') +
        (comments ? ' · ' + S.plural(comments, 'commentaire', 'commentaires') : '') }));
  };

  S.bars = function (result) {
    var box = node('div', { 'class': 'results' });
    Object.keys(result.fields).forEach(function (name) {
      var field = result.fields[name];
      var part = box.appendChild(node('section', {}, node('h3', { text: field.title })));
      if (!field.choices) {
        part.appendChild(node('p', { text: field.count ? 'Médiane : ' + S.number(field.median) + ' (' + S.plural(field.count, 'réponse', 'réponses') + ')' : 'Pas encore de réponse.' }));
        return;
      }
      var most = Math.max.apply(null, field.choices.map(function (c) { return c.count; }).concat(1));
      var rows = part.appendChild(node('ul', { 'class': 'bars' }));
      field.choices.forEach(function (choice) {
        var groups = Object.keys(choice.groups).map(function (g) { return S.GROUPS[g] + ' ' + choice.groups[g]; }).join(', ');
        var bar = node('meter', { min: 0, max: most, value: choice.count, 'aria-hidden': 'true' });
        rows.appendChild(node('li', {},
          node('span', { 'class': 'bar-title', text: choice.title }), bar,
          node('span', { 'class': 'bar-count', text: String(choice.count), title: groups })));
      });
    });
    return box;
  };

  /* ---- join ------------------------------------------------------------------------------ */

  S.joinView = function () {
    var name = node('input', { id: 'prenom', maxlength: 40, autocomplete: 'nickname', 'aria-describedby': 'prenom-aide' });
    name.value = S.keep.get('salle.prenom') || '';
    var chosen = S.keep.get('salle.groupe');
    var groups = node('fieldset', { 'class': 'field' }, node('legend', { text: 'Vous venez en tant que (obligatoire)' }));
    var row = groups.appendChild(node('div', { 'class': 'choices' }));
    Object.keys(S.GROUPS).forEach(function (group) {
      if (group === 'facilitator') return;
      row.appendChild(node('label', { 'class': 'choice' },
        node('input', { type: 'radio', name: 'groupe', value: group, checked: group === chosen }),
        node('span', { text: S.GROUPS[group] })));
    });
    var fault = groups.appendChild(node('p', { 'class': 'fault', role: 'alert' }));
    var form = node('form', { novalidate: true },
      node('div', { 'class': 'field' },
        node('label', { 'for': 'prenom', text: 'Prénom ou pseudonyme (facultatif)' }),
        node('p', { 'class': 'help', id: 'prenom-aide', text: 'La salle le verra à côté de ce que vous écrivez.' }), name),
      groups, node('button', { type: 'submit', 'class': 'main', text: 'Rejoindre la salle' }));
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var group = form.querySelector('input[name=groupe]:checked');
      if (!group) {
        fault.textContent = 'Choisissez votre groupe.';
        form.querySelector('input[name=groupe]').focus();
        return;
      }
      S.keep.set('salle.prenom', name.value);
      S.keep.set('salle.groupe', group.value);
      S.join(name.value, group.value).then(function (answer) {
        if (answer.status === 200 || answer.status === 201) S.say('Vous avez rejoint la salle.');
        else fault.textContent = answer.data ? answer.data.fault + ' ' + answer.data.remedy : 'La salle ne répond pas. Vérifiez le Wi-Fi, puis réessayez.';
      });
    });
    return node('div', {}, node('h1', { text: 'Rejoindre la salle' }),
      node('p', { text: 'Sans compte, sans Internet. Vos contributions apparaissent au mur.' }), form,
      node('details', { 'class': 'more' }, node('summary', { text: 'Ce qui est gardé' }),
        node('p', { text: 'Ce que vous écrivez, votre prénom s’il est donné, votre groupe et l’heure sont gardés dans le fichier de l’atelier, sur l’ordinateur de l’animation. Rien ne part sur Internet. Un témoin (cookie) sur ce téléphone permet de reprendre vos propres envois ; il ne sert à rien d’autre.' }),
        node('p', { text: 'Reprendre un envoi l’enlève de l’écran ; l’atelier en garde la trace. Vous pouvez aussi tout faire effacer, dans « Mes envois » ou auprès de l’animation, même après l’atelier : les mots, le lieu et le prénom sont alors détruits ; il reste seulement qu’une contribution de votre groupe a existé à telle heure. Les copies du fichier faites avant l’effacement doivent être effacées à part : demandez-le à l’animation.' })));
  };

  /* ---- the question ---------------------------------------------------------------------- */

  S.openQuestions = function () {
    return S.state.questions.filter(function (question) { return question.open; });
  };

  S.questionView = function (id) {
    var open = S.openQuestions();
    var question = id ? S.state.questions.filter(function (q) { return q.id === id; })[0] : open[0];
    if (!question) {
      return node('div', {}, node('h1', { text: 'Pas de question pour l’instant' }),
        node('p', { text: 'L’animation en ouvrira une : elle apparaîtra ici toute seule. En attendant, regardez ce que dit la salle.' }),
        node('p', {}, node('a', { 'class': 'button', href: '#/salle', text: 'Voir la salle' })));
    }
    var form = question.form;
    var box = node('div', {}, node('h1', { text: form.title }));
    if (form.description) box.appendChild(node('p', { 'class': 'lead', text: form.description }));
    if (question.open) box.appendChild(sender(question, form));
    else box.appendChild(node('p', { text: 'Cette question est fermée. Merci !' }));
    box.appendChild(node('section', { id: 'fresh', 'aria-label': 'Vos envois à cette question' }));
    box.appendChild(node('section', { id: 'result', 'aria-label': 'Ce que dit la salle' }));
    var others = open.filter(function (q) { return q.id !== question.id; });
    if (others.length) {
      var links = node('ul', {});
      others.forEach(function (q) {
        links.appendChild(node('li', {}, node('a', { href: '#/question/' + q.id, text: q.form.title })));
      });
      box.appendChild(node('section', {}, node('h2', { text: 'Autres questions ouvertes' }), links));
    }
    box.setAttribute('data-question', question.id);
    return box;
  };

  function sender(question, form) {
    var words = question.once ? 'Donner ma réponse' : 'Envoyer';
    return S.form(form, question.id, words, function (values) {
      var summary = summarised(form, values);
      S.send({ 'do': 'answer', question: question.id, values: values }, summary).then(function (id) {
        var waits = S.waiting().filter(function (kept) { return kept.sent.id === id; })[0];
        if (!waits) S.say('Bien reçu : c’est enregistré.');
        else if (waits.fault) S.say(waits.fault);
        else S.say('Gardé sur ce téléphone : l’envoi partira dès que le réseau reviendra.');
      });
    }).node;
  }

  function summarised(form, values) {
    return Object.keys(values).map(function (name) {
      var schema = form.properties[name], value = values[name];
      if (schema.format === 'place') return '';
      var offered = S.choices(schema).filter(function (choice) { return choice.value === value; })[0];
      if (schema.type === 'boolean') return value ? schema.title : '';
      return offered ? offered.title : String(value);
    }).filter(Boolean).join(' · ');
  }

  S.fillQuestion = function (box) {
    var id = box.getAttribute('data-question');
    if (!id) return;
    var fresh = document.getElementById('fresh'), result = document.getElementById('result');
    var waits = S.waiting().filter(function (kept) { return kept.sent.question === id; });
    var sent = (S.me ? S.me.entries : []).filter(function (item) {
      return item.question === id && item.state !== 'withdrawn' && item.kind !== 'vote';
    }).slice(-3).reverse();
    S.empty(fresh);
    if (waits.length || sent.length) fresh.appendChild(node('h2', { text: 'Vos derniers envois' }));
    waits.forEach(function (kept) { fresh.appendChild(S.waitingCard(kept)); });
    sent.forEach(function (item) { fresh.appendChild(S.sentCard(item)); });
    var told = S.state.results[id];
    S.empty(result);
    if (told && told.answers && Object.keys(told.fields).length) {
      result.appendChild(node('h2', { text: 'Résultats (' + S.plural(told.answers, 'réponse', 'réponses') + ')' }));
      result.appendChild(S.bars(told));
    }
  };

  /* ---- the room -------------------------------------------------------------------------- */

  S.roomView = function () {
    return node('div', {}, node('h1', { text: 'Ce que dit la salle' }),
      node('p', { 'class': 'help', id: 'count' }),
      node('div', { id: 'map' }),
      node('div', { id: 'list', 'class': 'list' }));
  };

  S.fillRoom = function (box, shown) {
    var list = box.querySelector('#list');
    if (!list) return;
    var items = S.state.items.filter(function (item) { return !item.about; });
    var there = S.state.there, total = Object.keys(there).reduce(function (sum, group) { return sum + there[group]; }, 0);
    box.querySelector('#count').textContent = S.plural(total, 'personne connectée', 'personnes connectées') + '. ' +
      S.plural(items.length, 'contribution affichée', 'contributions affichées') + ', la plus récente en premier.';
    var holder = box.querySelector('#map');
    if (S.places && !holder.firstChild) holder.appendChild(S.places.svg);
    if (S.places) {
      S.places.show(items.filter(function (item) { return item.place; }).map(function (item) {
        return { place: item.place, use: item.use, text: item.text, fresh: mine(item.id) };
      }), 0.018);
    }
    S.empty(list);
    if (!items.length) list.appendChild(node('p', { text: 'Rien encore : la première contribution apparaîtra ici.' }));
    items.slice(0, shown).forEach(function (item) { list.appendChild(S.card(item, true)); });
    if (items.length > shown) {
      list.appendChild(node('button', { type: 'button', 'class': 'quiet', text: 'Voir plus', on: { click: function () { S.more(); } } }));
    }
  };

  S.entryView = function (id) {
    var item = S.state.items.filter(function (each) { return each.id === id; })[0];
    if (!item) {
      return node('div', {}, node('h1', { text: 'Contribution' }),
        node('p', { text: 'Cette contribution n’est plus à l’écran.' }),
        node('p', {}, node('a', { href: '#/salle', text: 'Retour à la salle' })));
    }
    var form = { properties: { text: { type: 'string', title: 'Votre commentaire', format: 'long-text', minLength: 1, maxLength: 2000 } }, required: ['text'] };
    return node('div', { 'data-entry': id }, node('h1', { text: item.text }), S.card(item, false),
      node('section', {}, node('h2', { text: 'Commentaires' }), node('div', { id: 'comments' }),
        S.form(form, 'commentaire.' + id, 'Commenter', function (values) {
          S.send({ 'do': 'comment', entry: id, text: values.text }, 'Commentaire : ' + values.text).then(function () {
            S.say('Commentaire envoyé.');
          });
        }).node),
      node('p', {}, node('a', { href: '#/salle', text: 'Retour à la salle' })));
  };

  S.fillEntry = function (box) {
    var list = box.querySelector('#comments'), id = box.getAttribute('data-entry');
    if (!list) return;
    var found = S.state.items.filter(function (item) { return item.about === id; });
    S.empty(list);
    if (!found.length) list.appendChild(node('p', { 'class': 'help', text: 'Aucun commentaire encore.' }));
    found.forEach(function (item) { list.appendChild(S.card(item, false)); });
  };

  /* ---- what I sent ----------------------------------------------------------------------- */

  S.waitingCard = function (kept) {
    var card = node('article', { 'class': 'card waiting' },
      node('p', { 'class': 'kind', text: kept.fault ? 'Refusé' : 'En attente du réseau' }),
      node('h3', { text: kept.words || 'Envoi' }));
    if (kept.fault) {
      card.appendChild(node('p', { 'class': 'fault', text: kept.fault }));
      card.appendChild(node('button', { type: 'button', 'class': 'quiet', text: 'Réessayer', on: { click: function () { S.again(kept.sent.id); } } }));
    }
    card.appendChild(node('button', { type: 'button', 'class': 'quiet', text: 'Abandonner cet envoi', on: { click: function () { S.abandon(kept.sent.id); } } }));
    return card;
  };

  S.sentCard = function (item) {
    var back = item.state === 'withdrawn';
    var told = { withdrawn: ' · repris', hidden: ' · masqué par l’animation', merged: ' · réuni à un autre' }[item.state] || '';
    var card = node('article', { 'class': 'card' + (told ? ' off' : '') },
      node('p', { 'class': 'kind', text: item.label + ' · reçu à ' + hour(item.at) + told }),
      node('h3', { text: item.text }),
      item.detail ? node('p', { 'class': 'detail', text: item.detail }) : null);
    if (!back) {
      card.appendChild(node('button', {
        type: 'button', 'class': 'quiet', text: 'Reprendre', 'aria-label': 'Reprendre : ' + item.text,
        on: { click: function () {
          S.send({ 'do': 'withdraw', entry: item.id }, 'Reprise : ' + item.text).then(function () { S.say('Repris : ' + item.text); });
        } }
      }));
    }
    return card;
  };

  S.mineView = function () {
    return node('div', {}, node('h1', { text: 'Mes envois' }), node('div', { id: 'mine', 'class': 'list' }),
      node('section', {}, node('h2', { text: 'Qui je suis' }), node('p', { id: 'who' }),
        node('p', {}, node('a', { href: '#/rejoindre', text: 'Changer de prénom ou de groupe' }))),
      node('section', {}, node('h2', { text: 'Tout effacer' }),
        node('p', { 'class': 'help', text: 'Détruit les mots, les lieux et le prénom de tous vos envois dans le fichier de l’atelier. On ne peut pas revenir en arrière.' }),
        eraser()));
  };

  function eraser() {
    var box = node('div', {});
    var first = node('button', { type: 'button', 'class': 'quiet danger', text: 'Effacer tout ce que j’ai envoyé' });
    first.addEventListener('click', function () {
      S.empty(box);
      var sure = box.appendChild(node('button', { type: 'button', 'class': 'main danger', text: 'Oui, tout effacer pour toujours' }));
      box.appendChild(node('button', { type: 'button', 'class': 'quiet', text: 'Non, garder', on: { click: function () { S.empty(box).appendChild(first); first.focus(); } } }));
      sure.focus();
      sure.addEventListener('click', function () {
        S.ask('POST', '/api/erase', {}).then(function (answer) {
          if (answer.status !== 200) {
            S.say(answer.data ? answer.data.fault : 'La salle ne répond pas : rien n’est effacé. Réessayez.');
            return;
          }
          S.waiting().forEach(function (kept) { S.forget(kept.sent.id); });
          S.keep.keys('salle.').forEach(S.keep.remove);
          S.me = null;
          S.say('Tout est effacé (' + S.plural(answer.data.erased, 'élément', 'éléments') + ').');
          window.location.hash = '#/';
          S.tell('me');
        });
      });
    });
    box.appendChild(first);
    return box;
  }

  S.fillMine = function (box) {
    var list = box.querySelector('#mine');
    if (!list || !S.me) return;
    box.querySelector('#who').textContent = (S.me.pseudonym || 'Sans prénom') + ', ' + S.GROUPS[S.me.group];
    S.empty(list);
    var waits = S.waiting(), sent = S.me.entries.filter(function (item) { return item.kind !== 'vote'; }).slice().reverse();
    if (!waits.length && !sent.length) list.appendChild(node('p', { text: 'Rien encore. Ce que vous envoyez apparaîtra ici, et vous pourrez le reprendre.' }));
    waits.forEach(function (kept) { list.appendChild(S.waitingCard(kept)); });
    sent.forEach(function (item) { list.appendChild(S.sentCard(item)); });
  };
})(window.Salle);
