"""A whole evening by phones while its hall is struck, then the same evening undisturbed.

    python -m benchmarks.rehearsal                   # one short evening, a strike a stage
    unshare -rm python -m benchmarks.rehearsal       # the disk fills too
    python -m benchmarks.rehearsal --full            # six evenings of 40 people, about 60 strikes
    python -m benchmarks.rehearsal --full --on 29155 # one of them, or any other territory
    python -m benchmarks.rehearsal --soak 3          # three hours of room: memory, kernels

Strikes fall while phones write: room, engine, facilitator's door, the whole tree, the disk, the
facilitators' clock, the phones' network (what they sent may have arrived: they send it again).
In the end every acknowledged entry is in the log once, as it was sent, and the plan equals the one
that the acknowledged entries give when nothing happens.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import faults
from benchmarks.faults import FACILITATOR, SAID, Hall
from benchmarks.soak import soak, wrong
from territorial_lib.diagnosis.document import document
from territorial_lib.diagnosis.plain import plain
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.whole import diagnose
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.rehearsal import show
from territorial_lib.rehearsal.facts import facts
from territorial_lib.rehearsal.moves import Join, Lead, Move, Send, Stage
from territorial_lib.rehearsal.phones import Answer, Phone, known_by
from territorial_lib.rehearsal.scenario import Scenario, scenario
from territorial_lib.schemas.contributions import contributions
from territorial_lib.schemas.entries import Author, Comment, Entry, Withdrawal
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store.log import Logged, Store, system_clock
from territorial_lib.workshop import open_workshop

DAY = date(2026, 11, 24)
DISK_MEGABYTES = 96
MANY = 8
"""What a segment must send for a strike to fall while it does."""
FULL = ("242600252", "200054781", "26108", "249740119", "29155", "200060465")
"""An EPCI, Greater Paris, a town, an overseas EPCI, an island, one in Mayotte, of four communes."""
SPREAD = 0.6
"""Seconds at most that a phone waits before each thing it sends, where its segment is struck."""
STRIKES = ("room", "network", "engine", "clock", "disk", "workshop", "tree")
SHORT = ("room", "network", "disk", "clock", "tree")
JUMPS = (timedelta(days=-400), timedelta(hours=5), timedelta(minutes=-61), timedelta(days=30))


class StruckPhone(Phone):
    """A phone whose network may go: what it asks is lost, or the answer is."""

    cut = False
    chance = random.Random(0)

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        if StruckPhone.cut and StruckPhone.chance.random() < 0.5:
            return Answer(0, None, "")
        answer = super().ask(method, path, body)
        return Answer(0, None, "") if StruckPhone.cut else answer


@dataclass
class Record:
    """What was acknowledged, as whoever sent it knows it."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sent: int = 0
    refused: int = 0
    surprises: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, entries: Iterable[Entry]) -> None:
        with self.lock:
            self.entries.update({entry.id: entry for entry in entries})


@dataclass
class Evening:
    """An evening being played by phones, one thread each, and by two facilitators."""

    hall: Hall
    written: Scenario
    record: Record
    phones: dict[int, StruckPhone] = field(default_factory=dict)
    questions: dict[str, Entry] = field(default_factory=dict)
    jump: timedelta = timedelta(0)

    def clock(self) -> datetime:
        return system_clock() + self.jump

    def lead(self, stores: Mapping[str, Store], moves: list[Lead]) -> None:
        """Write as the facilitators; go on once the room shows all that was said."""
        for move in moves:
            stores[move.entry.who.pseudonym].append([move.entry])
            self.record.sent += 1
            self.record.keep([move.entry])
            self.questions[move.entry.id] = move.entry
        known_by(self.hall.port, next(iter(stores.values())).version())

    def speak(self, phone: int, moves: list[Join | Send], spread: float) -> None:
        chance = random.Random(f"{phone}/{moves[0].minute}")
        for move in moves:
            time.sleep(spread * chance.random())
            if isinstance(move, Join):
                self.phones[phone] = StruckPhone(self.hall.port, faults.LONG)
                self.phones[phone].join(move.who)
                continue
            fault = self.phones[phone].send(move.sent)
            with self.record.lock:
                self.record.sent += 1
                self.record.refused += fault is not None
                if (fault is not None) != (move.expected == "refused"):
                    self.record.surprises.append(f"{move.expected}: {fault} {move.sent}"[:300])
            if fault is None:
                self.record.keep(self.entries_of(phone, move.sent))

    def entries_of(self, phone: int, sent: Mapping[str, Any]) -> list[Entry]:
        """Write again what the phone sent, without the room's help."""
        said = self.written.people[phone]
        who = Author(
            pseudonym=said.pseudonym,
            group=said.group,
            participant=self.phones[phone].participant,
        )
        if sent["do"] == "answer":
            return contributions(sent["id"], who, self.questions[sent["question"]], sent["values"])
        body = (
            Comment(entry=sent["entry"], text=sent["text"])
            if sent["do"] == "comment"
            else Withdrawal(entry=sent["entry"])
        )
        return [Entry(id=sent["id"], who=who, body=body)]

    def play(self, strikes: Strikes) -> None:
        """Play each segment at once; what strikes it begins as it does."""
        names = {m.entry.who.pseudonym for m in self.written.moves if isinstance(m, Lead)}
        stores = {name: Store.open(self.hall.path, clock=self.clock) for name in names}
        try:
            for segment in segments(self.written.moves):
                self._at_once(segment, strikes)
                self.lead(stores, [move for move in segment if isinstance(move, Lead)])
        finally:
            for store in stores.values():
                store.close()

    def _at_once(self, segment: list[Move], strikes: Strikes) -> None:
        by_phone: dict[int, list[Join | Send]] = {}
        for move in segment:
            if isinstance(move, Join | Send):
                by_phone.setdefault(move.phone, []).append(move)
        strike = strikes.next(sum(map(len, by_phone.values())))
        spread = SPREAD if strike is not None else 0.0
        with ThreadPoolExecutor(len(by_phone) + 1) as pool:
            spoken = [pool.submit(self.speak, *said, spread) for said in by_phone.items()]
            if strike is not None:
                strikes.begin(strike)
            for each in spoken:
                each.result()


def segments(moves: Iterable[Move]) -> list[list[Move]]:
    """Cut an evening where somebody must have been heard before the next one speaks."""
    found: list[list[Move]] = [[]]
    heard: dict[str, int] = {}
    led = False
    for move in moves:
        if isinstance(move, Stage):
            continue
        if isinstance(move, Lead):
            led = True
            found[-1].append(move)
            continue
        named = [move.sent.get("entry"), move.sent["id"]] if isinstance(move, Send) else []
        if led or any(heard.get(str(each), move.phone) != move.phone for each in named):
            found.append([])
            heard, led = {}, False
        heard.update({str(each): move.phone for each in named if each})
        found[-1].append(move)
    return found


class Strikes:
    """Which fault strikes which segment: in turn, on those that write enough."""

    def __init__(self, evening: Evening, kinds: Iterable[str], seed: int) -> None:
        self.evening, self.waiting = evening, list(kinds)
        self.chance = random.Random(seed)
        self.recoveries: dict[str, list[float]] = {}
        self.jumps = iter(JUMPS)

    def next(self, count: int) -> str | None:
        """Choose what strikes a segment; None where it writes too little."""
        return self.waiting.pop(0) if count >= MANY and self.waiting else None

    def begin(self, kind: str) -> None:
        """Strike, at a random moment of what is being written."""
        time.sleep(SPREAD / 4 * self.chance.random())
        self.recoveries.setdefault(kind, []).append(self._strike(kind))

    def _strike(self, kind: str) -> float:
        hall = self.evening.hall
        if kind == "tree":
            return faults.kill_tree(hall)
        if kind == "disk":
            return faults.fill_disk(hall, 1.0)
        if kind == "network":
            return self._cut(1.0)
        if kind == "clock":
            self.evening.jump = next(self.jumps, timedelta(0))
            return 0.0
        return faults.kill_door(hall, kind)

    def _cut(self, seconds: float) -> float:
        StruckPhone.cut = True
        time.sleep(seconds)
        StruckPhone.cut = False
        return 0.0


def replayed(record: Record, log: list[Logged], path: Path, written: Scenario) -> None:
    """Write the acknowledged entries again, in the order and at the time of the log."""
    times = {logged.entry.id: logged.received_at for logged in log}
    order = {logged.entry.id: logged.seq for logged in log}
    now = [times[log[0].entry.id]]
    first = show.created(path, written, DAY, lambda: datetime.fromisoformat(now[0]))
    with first as store:
        for entry in sorted(record.entries.values(), key=lambda entry: order[entry.id]):
            now[0] = times[entry.id]
            store.append([entry])


def plan_of(path: Path, catalogue: Catalogue, whole: bool) -> str:
    """Give a workshop's plan, or its whole diagnosis, as JSON."""
    workshop = open_workshop(path, catalogue, read_only=True)
    try:
        case = workshop.case()
        found = document(diagnose(case)) if whole else plain(plan.diagnose(case))
    finally:
        workshop.close()
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def verify(hall: Hall, record: Record) -> tuple[list[Logged], dict[str, int]]:
    """Check that all that was acknowledged is in the log once, as it was sent."""
    record.keep(Entry(id=id_, who=FACILITATOR, body=SAID) for id_ in hall.written_by_the_page)
    with Store.open(hall.path, read_only=True) as store:
        log = store.entries()
    counted = Counter(logged.entry.id for logged in log)
    kept = {logged.entry.id: logged.entry for logged in log}
    lost = [id_ for id_ in record.entries if id_ not in kept]
    changed = [id_ for id_, entry in record.entries.items() if kept.get(id_, entry) != entry]
    assert not lost, f"{len(lost)} acknowledged entries are lost"
    assert not changed, f"{len(changed)} acknowledged entries are not as they were sent"
    assert [logged.seq for logged in log] == list(range(1, len(log) + 1)), "numbers have holes"
    return log, {
        "sent": record.sent,
        "refused": record.refused,
        "acknowledged": len(record.entries),
        "present": sum(id_ in kept for id_ in record.entries),
        "doubled": sum(counted[id_] - 1 for id_ in record.entries),
    }


def campaign(
    home: Path, written: Scenario, kinds: Iterable[str], seed: int = 1, whole: bool = False
) -> dict[str, Any]:
    """Play an evening under faults and compare it with itself undisturbed."""
    hall = Hall(home, home / "répétition.atelier")
    show.created(hall.path, written, DAY).close()
    hall.launch()
    evening = Evening(hall, written, Record())
    strikes = Strikes(evening, kinds, seed)
    start = time.monotonic()
    try:
        evening.play(strikes)
    finally:
        played = time.monotonic() - start
        hall.stop()
    log, counts = verify(hall, evening.record)
    assert not strikes.waiting, f"no occasion to strike: {strikes.waiting}"
    assert not evening.record.surprises, evening.record.surprises[:3]
    catalogue = Catalogue(Settings.from_environment().data)
    with tempfile.TemporaryDirectory() as folder:
        calm = Path(folder) / "calme.atelier"
        replayed(evening.record, log, calm, written)
        assert plan_of(hall.path, catalogue, whole) == plan_of(calm, catalogue, whole), (
            "plans differ"
        )
    return {
        **counts,
        "sent again": sum(phone.retried for phone in evening.phones.values()),
        "strikes": {kind: len(times) for kind, times in strikes.recoveries.items()},
        "processes killed": hall.killed,
        "doors restarted": hall.restarted,
        "slowest recovery (s)": {
            kind: round(max(times), 2) for kind, times in strikes.recoveries.items() if max(times)
        },
        "evening (s)": round(played, 1),
    }


def short(code: str = "26108", participants: int = 12) -> dict[str, Any]:
    """One evening of few people, five strikes; four where no small disk may be mounted."""
    written = scenario(
        facts(Gazetteer(Catalogue(Settings.from_environment().data)), code), participants
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "salle"
        with faults.small_disk(home, DISK_MEGABYTES) as mounted:
            kinds = [kind for kind in SHORT if mounted or kind != "disk"]
            return campaign(home, written, kinds)


def full(codes: Iterable[str]) -> None:
    """Evenings on different territories, each struck at every stage that writes enough."""
    gazetteer = Gazetteer(Catalogue(Settings.from_environment().data))
    for seed, code in enumerate(codes, 1):
        written = scenario(facts(gazetteer, code), 40, 5, seed)
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "salle"
            with faults.small_disk(home, 2 * DISK_MEGABYTES) as mounted:
                many = [kind for kind in STRIKES * 2 if mounted or kind != "disk"][:10]
                random.Random(seed).shuffle(many)
                told = campaign(home, written, many, seed, whole=True)
        print(f"{code}, {written.facts.name}", flush=True)
        tell(told)


def tell(found: Mapping[str, Any]) -> None:
    for name, value in found.items():
        print(f"  {name}: {value}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="six evenings, sixty strikes")
    parser.add_argument("--on", nargs="+", default=FULL, metavar="CODE", help="with --full: where")
    parser.add_argument("--report", type=Path, help="JSON file for another program")
    parser.add_argument("--soak", type=float, metavar="HOURS", help="simulated hours of room")
    chosen = parser.parse_args()
    if chosen.soak:
        told = soak(chosen.soak)
        tell(told)
        if wrong(told):
            sys.exit(f"what should not be: {', '.join(wrong(told))}")
        return
    if chosen.full:
        full(chosen.on)
        return
    found = short()
    if chosen.report:
        chosen.report.write_text(json.dumps(found))
    tell(found)
    print("every acknowledged entry is there once; the plan is the undisturbed one")


if __name__ == "__main__":
    sys.exit(main())
