"""0:00 to 0:40: people arrive, a figure is corrected, the room says what it has."""

from __future__ import annotations

from territorial_lib.rehearsal.hostile import attempts
from territorial_lib.rehearsal.moves import Send
from territorial_lib.rehearsal.night import Night, place_of
from territorial_lib.rehearsal.words import COMMENTS, NEED, RESOURCES, WHY_WRONG
from territorial_lib.schemas.entries import Correction, Entry, Moderation, Timer
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.room.asked import RESOURCE, WELLBEING

_RECOUNTED = 10
"""Under it, one more or one less is no correction to speak of."""


def write(night: Night) -> None:
    """Write this part of the evening.

    Parameters
    ----------
    night : Night
        The evening.
    """
    _welcome(night)
    _figures(night)
    _room(night)


def _welcome(night: Night) -> None:
    night.stage(0, "Accueil")
    night.lead(0.2, Timer(seconds=600, label="Accueil"))
    chance = night.chance("arrivals")
    for phone in range(len(night.people)):
        night.join(0.5 + 7.5 * chance.random(), phone)
    wellbeing = night.ask(8.5, WELLBEING)
    for phone in range(len(night.people)):
        themes = [name for name in WELLBEING.form["properties"] if chance.random() < 0.85]
        notes = {theme: night.opinion(phone, theme, 0, 10) for theme in themes}
        if notes:
            night.answer(8.6 + chance.random(), phone, wellbeing, **notes)


def _figures(night: Night) -> None:
    night.stage(10, "1 Inventaire : les chiffres")
    counted = [each for each in night.facts.figures if (each.value or 0.0) >= _RECOUNTED]
    if not counted:
        return
    figure = night.chance("figures").choice(counted)
    assert figure.value is not None
    for minute, share in ((14, 0.82), (17, 0.86)):  # said, then said better
        said = Correction(
            figure_id=figure.id,
            value=_recounted(figure, share),
            unit=figure.unit,
            reason=WHY_WRONG,
            source="Comptage de la salle (répétition)",
        )
        night.lead(minute, said)


def _recounted(figure: Figure, share: float) -> float:
    """Give a share of a figure as people say one: three digits, no half inhabitant."""
    said = float(f"{(figure.value or 0.0) * share:.3g}")
    return said if figure.unit == "%" else float(round(said))


def _room(night: Night) -> None:
    night.stage(20, "1 Inventaire : la salle")
    question = night.ask(20, RESOURCE)
    said = _contributions(night, question)
    _comments(night, said)
    _mistakes(night, said)
    hostile = night.chance("hostile").randrange(len(night.people))
    tried: list[Send] = []
    for sent, expected in attempts(night.seed, question.id, said[0].sent["id"]):
        if _harmless(night, said[0], hostile, sent):
            tried.append(night.send(33 + len(tried) / 10, hostile, sent, expected))
    _moderate(night, said, tried)
    night.close(39.5)


def _harmless(night: Night, first: Send, hostile: int, sent: object) -> bool:
    """Leave out what would not be an attack: taking back one's own words."""
    alone = first.phone == hostile
    return not (alone and isinstance(sent, dict) and sent.get("do") == "withdraw")


def _contributions(night: Night, question: Entry) -> list[Send]:
    chance, made = night.chance("resources"), []
    known = [each for each in RESOURCES if night.towns(each.label)]
    for phone in range(len(night.people)):
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3)) or int(phone == 0)):
            said = NEED if chance.random() < 0.2 else chance.choice(known)
            label, town = night.told(said.label, chance)
            made.append(
                night.answer(
                    20.5 + 12 * chance.random(),
                    phone,
                    question,
                    label=label,
                    use=said.use,
                    family=said.family,
                    note=said.note or None,
                    where=place_of(town, chance) if chance.random() < 0.7 else None,
                )
            )
    return sorted(made, key=lambda move: move.minute)


def _comments(night: Night, said: list[Send]) -> None:
    chance = night.chance("comments")
    for move in said[::4]:
        text, _ = night.told(chance.choice(COMMENTS), chance)
        phone = chance.randrange(len(night.people))
        sent = {"do": "comment", "entry": move.sent["id"], "text": text}
        night.send(33 + 3 * chance.random(), phone, sent)


def _mistakes(night: Night, said: list[Send]) -> None:
    """Some tap twice, some take their words back."""
    for move in said[1::6]:
        night.send(move.minute + 0.05, move.phone, move.sent, "again")
    for move in said[5::9]:
        night.send(36, move.phone, {"do": "withdraw", "entry": move.sent["id"]})


def _moderate(night: Night, said: list[Send], tried: list[Send]) -> None:
    """Merge what two people said alike; hide the first thing that has no place here."""
    first: dict[str, str] = {}
    for move in said:
        label, id_ = move.sent["values"]["label"], move.sent["id"]
        if label in first:
            night.lead(38, Moderation(entry=id_, action="merge", target=first[label]))
        first.setdefault(label, id_)
    kept = [move for move in tried if move.expected == "kept"]
    for move in kept[:2]:
        night.lead(38.5, Moderation(entry=move.sent["id"], action="hide", reason="Hors sujet"))
