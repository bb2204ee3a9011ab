/* Renders any declarative form (a subset of JSON Schema) and reads it back; knows no question. */
(function (S) {
  'use strict';
  var count = 0;

  S.choices = function (schema) {
    if (schema.oneOf) return schema.oneOf.map(function (c) { return { value: c['const'], title: c.title }; });
    return (schema['enum'] || []).map(function (c) { return { value: c, title: c }; });
  };

  function isWhole(schema) {
    return schema.type === 'integer' && schema.minimum !== undefined && schema.maximum !== undefined &&
      schema.maximum - schema.minimum <= 10;
  }

  function options(schema) {
    if (schema.type === 'boolean') return [{ value: true, title: 'Oui' }, { value: false, title: 'Non' }];
    if (!isWhole(schema)) return S.choices(schema);
    var found = [];
    for (var n = schema.minimum; n <= schema.maximum; n += 1) found.push({ value: n, title: String(n) });
    return found;
  }

  /* A field: {node, get() -> value or undefined, set(value), fault(text), focus()} */
  function field(name, schema, required, changed) {
    var id = 'champ-' + (count += 1);
    var offered = options(schema);
    var made;
    if (schema.format === 'place') made = S.placeField(id, schema, required, changed);
    else if (offered.length && offered.length <= 12) made = radios(id, schema, required, offered, changed);
    else if (offered.length) made = list(id, schema, required, offered, changed);
    else made = text(id, schema, required, changed);
    made.name = name;
    made.schema = schema;
    made.required = required;
    var fault = S.node('p', { 'class': 'fault', id: id + '-faute' });
    made.node.appendChild(fault);
    made.fault = function (words) {
      fault.textContent = words;
      made.node.classList.toggle('wrong', Boolean(words));
      made.controls().forEach(function (control) {
        if (words) control.setAttribute('aria-invalid', 'true');
        else control.removeAttribute('aria-invalid');
      });
    };
    made.controls().forEach(function (control) {
      control.setAttribute('aria-describedby', id + '-aide ' + id + '-faute');
    });
    return made;
  }

  S.title = function (schema, required) {
    return schema.title + (required ? ' (obligatoire)' : '');
  };

  S.help = function (id, words) {
    return S.node('p', { 'class': 'help', id: id + '-aide', text: words || '' });
  };

  function text(id, schema, required, changed) {
    var long = schema.format === 'long-text' || schema.format === 'lines';
    var number = schema.type === 'number' || schema.type === 'integer';
    var control = S.node(long ? 'textarea' : 'input', {
      id: id, rows: long ? 4 : null, type: long ? null : schema.format === 'date' ? 'date' : 'text',
      inputmode: number ? 'decimal' : null, maxlength: schema.maxLength, autocomplete: 'off',
      'aria-required': required ? 'true' : null, on: { input: changed }
    });
    var help = schema.description || (schema.format === 'lines' ? 'Un par ligne' : '');
    return {
      node: S.node('div', { 'class': 'field' },
        S.node('label', { 'for': id, text: S.title(schema, required) }), S.help(id, help), control),
      controls: function () { return [control]; },
      get: function () {
        var words = control.value.trim();
        if (words === '') return undefined;
        if (!number) return words;
        var value = Number(words.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
        return isNaN(value) ? words : value;
      },
      set: function (value) { control.value = value === undefined ? '' : String(value); },
      focus: function () { control.focus(); }
    };
  }

  function list(id, schema, required, offered, changed) {
    var control = S.node('select', { id: id, 'aria-required': required ? 'true' : null, on: { change: changed } },
      S.node('option', { value: '', text: 'Choisir…' }));
    offered.forEach(function (choice, rank) {
      control.appendChild(S.node('option', { value: String(rank), text: choice.title }));
    });
    return {
      node: S.node('div', { 'class': 'field' },
        S.node('label', { 'for': id, text: S.title(schema, required) }), S.help(id, schema.description), control),
      controls: function () { return [control]; },
      get: function () { return control.value === '' ? undefined : offered[Number(control.value)].value; },
      set: function (value) {
        control.value = '';
        offered.forEach(function (choice, rank) { if (choice.value === value) control.value = String(rank); });
      },
      focus: function () { control.focus(); }
    };
  }

  function radios(id, schema, required, offered, changed) {
    var longest = Math.max.apply(null, offered.map(function (choice) { return choice.title.length; }));
    var size = longest < 4 ? ' short' : longest < 10 ? ' medium' : '';
    var box = S.node('fieldset', { 'class': 'field' + size },
      S.node('legend', { text: S.title(schema, required) }), S.help(id, schema.description));
    var row = box.appendChild(S.node('div', { 'class': 'choices' }));
    var buttons = offered.map(function (choice, rank) {
      var button = S.node('input', { type: 'radio', name: id, id: id + '-' + rank, on: { change: changed } });
      row.appendChild(S.node('label', { 'class': 'choice', 'for': id + '-' + rank }, button,
        S.node('span', { text: choice.title })));
      return button;
    });
    return {
      node: box,
      controls: function () { return buttons; },
      get: function () {
        var chosen = buttons.map(function (b) { return b.checked; }).indexOf(true);
        return chosen < 0 ? undefined : offered[chosen].value;
      },
      set: function (value) {
        buttons.forEach(function (button, rank) { button.checked = offered[rank].value === value; });
      },
      focus: function () { buttons[0].focus(); }
    };
  }

  /* A place: a commune in the list, or a point tapped on the map; GPS only in a secure context. */
  S.placeField = function (id, schema, required, changed) {
    var place = null, map = null;
    var select = S.node('select', { id: id, 'aria-required': required ? 'true' : null },
      S.node('option', { value: '', text: 'Tout le territoire, ou je ne sais pas' }));
    var status = S.node('p', { 'class': 'help', role: 'status' });
    var holder = S.node('div', { 'class': 'map-holder', hidden: true });
    var open = S.node('button', { type: 'button', 'class': 'quiet', 'aria-expanded': 'false', text: 'Montrer sur la carte' });
    var tools = S.node('div', { 'class': 'row' }, open);
    if (window.isSecureContext && navigator.geolocation) {
      tools.appendChild(S.node('button', { type: 'button', 'class': 'quiet', text: 'Ma position', on: { click: locate } }));
    }

    function set(value) {
      place = value || null;
      select.value = place && place.commune ? place.commune : '';
      if (map) map.show(place ? [{ place: place, fresh: true, text: 'Votre point' }] : [], 0.03);
      status.textContent = !place ? '' : place.lon === undefined ? '' :
        'Point placé' + (map && place.commune ? ' : ' + map.name(place) : '') + '.';
      changed();
    }

    function locate() {
      status.textContent = 'Recherche de votre position…';
      navigator.geolocation.getCurrentPosition(function (found) {
        set({ lon: found.coords.longitude, lat: found.coords.latitude });
      }, function () {
        status.textContent = 'Position introuvable : touchez la carte ou choisissez la commune.';
      });
    }

    function button(words, name, action) {
      return S.node('button', { type: 'button', 'class': 'round', 'aria-label': name, text: words, on: { click: action } });
    }

    S.readMap().then(function (data) {
      if (!data) {
        open.disabled = true;
        status.textContent = 'La carte n’est pas encore prête.';
        return;
      }
      data.communes.slice().sort(function (a, b) { return a.name.localeCompare(b.name, 'fr'); }).forEach(function (commune) {
        select.appendChild(S.node('option', { value: commune.code, text: commune.name }));
      });
      map = S.map(data, function (touched, point) {
        set(touched);
        if (map.box[2] > data.width / 3) map.zoom(1.8, point.x, point.y);
      });
      holder.appendChild(map.svg);
      holder.appendChild(S.node('div', { 'class': 'row' },
        button('+', 'Zoomer', function () { map.zoom(1.8, place ? map.at(place)[0] : undefined, place ? map.at(place)[1] : undefined); }),
        button('−', 'Dézoomer', function () { map.zoom(1 / 1.8); }),
        S.node('button', { type: 'button', 'class': 'quiet', text: 'Enlever le point', on: { click: function () { set(null); } } })));
      set(place);
    });
    select.addEventListener('change', function () { set(select.value ? { commune: select.value } : null); });
    open.addEventListener('click', function () {
      holder.hidden = !holder.hidden;
      open.setAttribute('aria-expanded', String(!holder.hidden));
      open.textContent = holder.hidden ? 'Montrer sur la carte' : 'Fermer la carte';
    });
    return {
      node: S.node('div', { 'class': 'field' },
        S.node('label', { 'for': id, text: S.title(schema, required) }),
        S.help(id, schema.description || 'Choisissez la commune, ou touchez la carte.'), select, tools, holder, status),
      controls: function () { return [select]; },
      get: function () { return place || undefined; },
      set: function (value) {
        if (!value && map) map.zoom(1 / 100);
        set(value);
      },
      focus: function () { select.focus(); }
    };
  };

  /* What the phone can see by itself; the room checks everything again. */
  function faultOf(each) {
    var value = each.get(), schema = each.schema;
    if (value === undefined) return each.required ? 'Il manque une réponse.' : '';
    if (schema.type === 'number' || schema.type === 'integer') {
      if (typeof value !== 'number') return 'Un nombre est attendu, par exemple 12,5.';
      if (schema.type === 'integer' && Math.floor(value) !== value) return 'Un nombre entier est attendu.';
      if (value < schema.minimum) return 'Le plus petit permis est ' + S.number(schema.minimum) + '.';
      if (value > schema.maximum) return 'Le plus grand permis est ' + S.number(schema.maximum) + '.';
    }
    if (typeof value === 'string' && value.length < (schema.minLength || 0)) {
      return 'Il faut au moins ' + S.number(schema.minLength) + ' caractères.';
    }
    return '';
  }

  S.form = function (form, draft, submit, onSend) {
    var key = 'salle.brouillon.' + draft;
    var needed = form.required || [];
    var fields = Object.keys(form.properties).map(function (name) {
      return field(name, form.properties[name], needed.indexOf(name) >= 0, save);
    });
    var node = S.node('form', { novalidate: true });
    var more = S.node('details', { 'class': 'more' }, S.node('summary', { text: 'Préciser (facultatif)' }));
    var first = fields.filter(function (each, rank) {
      return each.required || each.schema.format === 'place' || rank === 0 || !needed.length;
    });
    fields.forEach(function (each) { (first.indexOf(each) >= 0 ? node : more).appendChild(each.node); });
    if (more.children.length > 1) node.appendChild(more);
    node.appendChild(S.node('button', { type: 'submit', 'class': 'main', text: submit }));

    function values() {
      var found = {};
      fields.forEach(function (each) {
        var value = each.get();
        if (value !== undefined) found[each.name] = value;
      });
      return found;
    }

    function save() { S.keep.set(key, JSON.stringify(values())); }

    function reset() {
      fields.forEach(function (each) { each.set(undefined); each.fault(''); });
      S.keep.remove(key);
    }

    node.addEventListener('submit', function (event) {
      event.preventDefault();
      var wrong = fields.filter(function (each) {
        var words = faultOf(each);
        each.fault(words);
        return words;
      });
      if (wrong.length) {
        if (more.contains(wrong[0].node)) more.open = true;
        wrong[0].focus();
        S.say(wrong.length === 1 ? 'Un champ est à corriger.' : wrong.length + ' champs sont à corriger.');
        return;
      }
      var said = values();
      reset();
      onSend(said);
    });

    var kept = S.json(S.keep.get(key));
    fields.forEach(function (each) {
      if (kept && kept[each.name] !== undefined) each.set(kept[each.name]);
    });
    return { node: node };
  };
})(window.Salle);
