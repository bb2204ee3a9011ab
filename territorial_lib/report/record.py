"""The record of a workshop: who said what and when, from which data, with which figures.

Everything is read from an archive and the tables: the same archive and the same tables give the
same words on any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from html import escape

from territorial_lib import __version__
from territorial_lib.diagnosis import summary, whole
from territorial_lib.diagnosis.document import document
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.entries import (
    GROUP_LABELS,
    Answer,
    Closing,
    Decision,
    Entry,
    Import,
    Placement,
    Question,
    Retained,
    Vote,
    WorkshopSettings,
)
from territorial_lib.schemas.wording import KIND_LABELS, told
from territorial_lib.store.board import CONTRIBUTED, Board
from territorial_lib.store.items import Item
from territorial_lib.tables.wording import line
from territorial_lib.typography import long_date, number, quantity
from territorial_lib.workshop import Workshop
from territorial_lib.workshop.rows import PARIS, signed

_LED = (Question, Closing, Retained, Placement, WorkshopSettings, Import)
_STATES = {
    "withdrawn": "retiré par qui l’avait dit",
    "hidden": "masqué par l’animation",
    "merged": "réuni à un doublon",
}


class Told:
    """Something said by the record: a table or a few sentences, as text and as HTML.

    Parameters
    ----------
    header : sequence of str
        Headings; empty for sentences.
    rows : sequence of sequence of str
        Cells, plain text; one cell a row for sentences.
    """

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.header, self.rows = tuple(header), tuple(tuple(each) for each in rows)

    def __repr__(self) -> str:
        lines = [*([self.header] if self.header else []), *self.rows]
        return "\n".join(" | ".join(" ".join(cell.split()) for cell in each) for each in lines)

    def _repr_html_(self) -> str:
        if not self.header:
            return "".join(f"<p>{escape(cell)}</p>" for row in self.rows for cell in row)
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in self.header)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows
        )
        return (
            '<div class="tw-table-scroll"><table class="tw-table">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


class Record:
    """What remains of a workshop.

    Parameters
    ----------
    workshop : Workshop
        Open, read-only or not.
    written : str
        Fingerprint of the data and the code when it was first written; empty for the first time.
    """

    def __init__(self, workshop: Workshop, written: str = "") -> None:
        self.workshop, self._written = workshop, written
        self._board = Board(workshop.log())

    def __repr__(self) -> str:
        return f"{self.workshop.settings.name}, {long_date(self.workshop.settings.date)}"

    @property
    def fingerprint(self) -> str:
        """What the data and the code are, in sixteen hexadecimal digits."""
        cards = self.workshop.catalogue.cards
        known = [__version__, *(f"{name} {cards[name].sha256}" for name in sorted(cards))]
        return hashlib.sha256("\n".join(known).encode()).hexdigest()[:16]

    def occasion(self) -> Told:
        """Say what the workshop was: its name, day, territory, and who was there, by group."""
        settings, territory = self.workshop.settings, self.workshop.territory
        groups: Counter[str] = Counter(each.who.group for each in self._board.sessions.values())
        there = [f"{GROUP_LABELS[g]}\u00a0: {groups[g]}" for g in GROUP_LABELS if groups[g]]
        rows = [
            ("Atelier", settings.name),
            ("Jour", long_date(settings.date)),
            ("Territoire", f"{territory.name} ({territory.code})"),
            ("Animation", settings.facilitator or "non dite"),
            ("Téléphones venus", ", ".join(there) or "aucun"),
            ("Écrits au journal", number(len(self._board.log), 0)),
        ]
        return Told(("Repère", "Ce jour-là"), rows)

    def chronology(self) -> Told:
        """Say who said what, in order, hours of Paris; votes are not told one by one."""
        return Told(("Quand", "Qui", "Genre", "Ce qui est dit", "Précisions"), [*self._said()])

    def votes(self) -> Told:
        """Say what was voted and answered, as counts."""
        rows = []
        for asked in self._board.questions():
            assert isinstance(asked.body, Question)
            if asked.body.once or asked.body.makes == "vote":
                result = self._board.result(asked)
                rows.append(
                    (str(asked.body.form["title"]), quantity(result["answers"], "réponses"))
                )
        return Told(("Question", "Réponses"), rows)

    def data(self) -> Told:
        """Say from which tables everything was computed: version, year, checksum."""
        cards = self.workshop.catalogue.cards
        own = set(self.workshop.catalogue.imported)
        rows = [
            (
                name,
                f"{card.title}{' (importée)' if name in own else ''}",
                card.source,
                str(card.vintage),
                card.sha256,
            )
            for name, card in sorted(cards.items())
        ]
        return Told(("Table", "Contenu", "Source", "Année", "Empreinte (SHA-256)"), rows)

    def same(self) -> Told:
        """Say whether data and code are still those of the day when the record was written."""
        now = self.fingerprint
        if self._written in ("", now):
            return Told(
                (), [(f"Classeur {__version__}, données {now}\u00a0: comme à l’écriture.",)]
            )
        return Told(
            (),
            [
                (
                    f"Attention\u00a0: écrit avec les données {self._written}, relu avec {now} "
                    f"(classeur {__version__}). Les chiffres peuvent différer.",
                )
            ],
        )

    def figures(self) -> Told:
        """Give the ten figures, each with its year, status and source."""
        rows = [
            (each.subject, line(each.row.figure), each.row.figure.source)
            for each in self._summary.figures
        ]
        return Told(("Sujet", "Chiffre", "Source"), rows)

    def findings(self) -> Told:
        """Give what each block of each step says."""
        rows = [(each.notion.title, each.says) for each in self._found.blocks]
        return Told(("Question", "Réponse"), rows)

    def decisions(self) -> Told:
        """Give the three gaps, the choices, the actions and the decisions."""
        found = self._summary
        rows = [("Manque", each.label, each.sentence) for each in found.gaps]
        rows += [("Réponse", each.label, each.way_label) for each in found.choices]
        rows += [
            ("Action", each.title, ", ".join(filter(None, [each.lead, each.status, each.vote])))
            for each in found.actions
        ]
        rows += [("Décision", each.title, each.reason) for each in found.decisions]
        return Told(("Sorte", "Quoi", "Précisions"), rows)

    def proof(self) -> Told:
        """Give the fingerprint of every figure of the diagnosis, rounded to six digits."""
        written = json.dumps(document(self._found), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(written.encode()).hexdigest()
        return Told((), [(f"Empreinte de tous les chiffres du diagnostic\u00a0: {digest}",)])

    @cached_property
    def _found(self) -> Diagnosis:
        return whole.diagnose(self.workshop.case())

    @cached_property
    def _summary(self) -> Summary:
        return summary.summarise(self._found)

    def _said(self) -> Iterator[tuple[str, ...]]:
        for item in self._board.items.values():
            if isinstance(item.body, (*CONTRIBUTED, *_LED)) and not self._secret(item):
                yield self._row(item)

    def _secret(self, item: Item) -> bool:
        """Tell whether it is a vote, or an answer that counts one a person."""
        if isinstance(item.body, Vote):
            return True
        if not isinstance(item.body, Answer):
            return False
        asked = self._board.items.get(item.body.question)
        return asked is not None and isinstance(asked.body, Question) and asked.body.once

    def _row(self, item: Item) -> tuple[str, ...]:
        moment = datetime.fromisoformat(item.received_at).astimezone(PARIS)
        when, who = f"{moment:%d/%m/%Y %H:%M:%S}", signed(item.who)
        kind = KIND_LABELS[item.entry.kind]
        if item.state != "visible":
            return when, who, kind, f"({_STATES[item.state]})", ""
        return (when, who, kind, *self._words(item.entry))

    def _words(self, entry: Entry) -> tuple[str, str]:
        body = entry.body
        if isinstance(body, Question):
            return str(body.form["title"]), ""
        if isinstance(body, Closing):
            asked = self._board.items.get(body.question)
            known = asked is not None and isinstance(asked.body, Question)
            return (self._words(asked.entry)[0] if asked and known else "Question"), ""
        if isinstance(body, Decision):
            return body.title, body.reason
        asked = self._board.items.get(body.question) if isinstance(body, Answer) else None
        form = asked.body.form if asked and isinstance(asked.body, Question) else None
        return told(entry, form)
