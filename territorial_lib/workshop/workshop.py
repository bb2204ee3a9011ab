"""The workshop: joins what the room wrote and what the statistics say. The only one that does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.errors import InvalidEntry, WorkshopMissing
from territorial_lib.geography import contours
from territorial_lib.geography.search import SearchIndex
from territorial_lib.geography.similar import Likeness, named
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.imports.figures import figures
from territorial_lib.imports.imported import Draft, ImportedTable
from territorial_lib.imports.kept import KeptTables
from territorial_lib.imports.kept import entry as import_entry
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import Author, Body, Entry, WorkshopSettings
from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.places import Place
from territorial_lib.sources import Catalogue
from territorial_lib.store import contents, projections
from territorial_lib.store.log import Logged, Store
from territorial_lib.store.projections import Item
from territorial_lib.store.watch import Watcher, watch
from territorial_lib.workshop import results
from territorial_lib.workshop.cases import Cases
from territorial_lib.workshop.exchange_rows import exchange_rows
from territorial_lib.workshop.plan_rows import plan_rows
from territorial_lib.workshop.rows import (
    actor_rows,
    answer_rows,
    ballot_rows,
    correction_row,
    placement_rows,
    resource_row,
)

if TYPE_CHECKING:
    import geopandas as gpd

FACILITATOR = Author(pseudonym="", group="facilitator")


class Workshop:
    """A workshop being led: its territory, what it has, what the room said.

    Parameters
    ----------
    store : Store
        The room's log.
    catalogue : Catalogue
        The tables.
    refreshed : Mapping of str to ImportedTable, optional
        Official tables fetched on this machine since; the workshop's own imports come before.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        refreshed: Mapping[str, ImportedTable] | None = None,
    ) -> None:
        self.store = store
        self.catalogue = catalogue
        self.refreshed = dict(refreshed or {})
        self.gazetteer = Gazetteer(catalogue)
        self._lock = RLock()
        self._log: list[Logged] = []
        self._looked = False
        self._cases = Cases(catalogue, self.gazetteer)
        self._declared: tuple[int, Declared] | None = None
        self.kept = KeptTables(lambda checksum: contents.kept(store, checksum), catalogue)

    @property
    def settings(self) -> WorkshopSettings:
        """Name, date and territory, as last written."""
        found = projections.settings(self.log())
        if found is None:
            raise WorkshopMissing(
                f"L’atelier {self.store.where} n’a ni nom ni territoire.",
                "Choisissez un territoire dans «\u00a0Préparer\u00a0».",
            )
        return found

    @property
    def territory(self) -> Territory:
        """The territory being diagnosed, under the name that the room gave it if it did."""
        settings = self.settings
        found = self.gazetteer.territory(settings.territory)
        return replace(found, name=settings.territory_name or found.name)

    def log(self) -> list[Logged]:
        """Give the whole log, reading only what is new.

        Returns
        -------
        list of Logged
            In order; a new list each time.
        """
        with self._lock:
            if self._looked:
                return list(self._log)
            since = self._log[-1].seq if self._log else 0
            new = self.store.entries(since)
            if any(isinstance(logged.entry.body, entries.Erasure) for logged in new):
                self._log, new = [], self.store.entries()  # earlier words were blanked
            self._log.extend(new)
            if new:
                self._take_in()
            return list(self._log)

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """Read the log once for all that is asked within: one state of it, no query more."""
        with self._lock:
            self.log()
            before, self._looked = self._looked, True
            try:
                yield
            finally:
                self._looked = before

    def _take_in(self) -> None:
        """Put the imported tables in force in the catalogue, where they go before ours."""
        catalogue = self.kept.follow(contents.checksums(self._log))
        if catalogue is not None:
            self.catalogue, self.gazetteer = catalogue, Gazetteer(catalogue)
            self._cases = Cases(catalogue, self.gazetteer)

    def keep_import(self, draft: Draft) -> str:
        """Keep an imported table in the workshop's file.

        Parameters
        ----------
        draft : Draft
            What the facilitator confirmed.

        Returns
        -------
        str
            Id of the entry; withdrawing it (`toggle`) takes the table back.
        """
        checksum = contents.keep(self.store, draft.imported.packed())
        return self.add(import_entry(draft, checksum))

    def likeness(self) -> Likeness:
        """Find the territories to compare with.

        Returns
        -------
        Likeness
            The nearest ones, and the sentence that explains why.
        """
        return self._cases.likeness(self.territory, self.settings.similar)

    def compare_with(self, codes: Sequence[str] | None, who: Author | None = None) -> str:
        """Choose the territories to compare with; kept in the workshop.

        Parameters
        ----------
        codes : sequence of str or None
            Codes of all of them, as the command line takes them; None lets the program choose.
        who : Author, optional
            Who chooses; the facilitator by default.

        Returns
        -------
        str
            Id of the entry; UnknownTerritory where a code names none.
        """
        kept = None if codes is None else named(codes, self.gazetteer)
        return self.add(msgspec.structs.replace(self.settings, similar=kept), who=who)

    def declared(self) -> Declared:
        """Give what the room said, as plain rows.

        Returns
        -------
        Declared
            Corrections and levers in force, resources and answers on screen; read again only
            when the log has grown.
        """
        with self._lock:
            log = self.log()
            version = log[-1].seq if log else 0
            if self._declared is None or self._declared[0] != version:
                self._declared = version, self._read(log)
            return self._declared[1]

    def _read(self, log: list[Logged]) -> Declared:
        versions = projections.corrections(log).values()
        retained = [item for each in versions if (item := projections.retained(each))]
        corrections = [row for item in retained if (row := correction_row(item)) is not None]
        code = self.territory.code
        said = [
            resource_row(item, item.body, code, self.place_name(item.place))
            for item in projections.resources(log)
            if isinstance(item.body, entries.Resource)
        ]
        exchanged = exchange_rows(log, self.gazetteer.communes, self.place_name)
        return Declared(
            corrections=tuple(corrections),
            resources=tuple(said),
            imported=self.imported(),
            assumptions=projections.assumptions(log),
            answers=answer_rows(log),
            retained=projections.carried_on(log),
            placements=placement_rows(log),
            plan=plan_rows(log),
            actors=actor_rows(log, self.place_name),
            ballots=ballot_rows(log),
            surveys=exchanged.surveys,
            purchases=exchanged.purchases,
            offers=exchanged.offers,
            requests=exchanged.requests,
        )

    def imported(self) -> tuple[Figure, ...]:
        """Give what the imported tables say of the territory.

        Returns
        -------
        tuple of Figure
            Marked as imported, or estimated where they do not cover the territory whole.
        """
        self.log()
        tables = {**self.refreshed, **self.kept.tables}.values()
        return tuple(f for each in tables for f in figures(each, self.territory, self.gazetteer))

    def inventory(self) -> Inventory:
        """Take stock of the territory, the room's words included.

        Returns
        -------
        Inventory
            Computed again only when the log has changed.
        """
        with self.one_look():
            taken = self._cases.inventory(self.territory, self.likeness(), self.declared())
        return taken()

    def case(self) -> Case:
        """Lay out what the steps after the inventory are computed from.

        Returns
        -------
        Case
            What was read before is kept where the room only moved a lever, answered or chose; what
            the engine published is not computed again.
        """
        with self.one_look():
            declared = self.declared()
            territory, likeness = self.territory, self.likeness()
            return self._cases.case(territory, likeness, declared, results.sharing(self, declared))

    def by_commune(self, variable: str) -> pd.DataFrame:
        """Give a variable for each commune, corrections included.

        Parameters
        ----------
        variable : str
            Name of a measure of the inventory.

        Returns
        -------
        pandas.DataFrame
            Indexed by commune: ``name``, ``value``, ``status``, ``note``.
        """
        return inventory.by_commune(self.territory, self.catalogue, variable, self.declared())

    def contours(self) -> gpd.GeoDataFrame:
        """Give the contours of the territory's communes.

        Returns
        -------
        geopandas.GeoDataFrame
            Indexed by commune: ``name``, ``geometry``.
        """
        return contours.commune_contours(self.territory, self.gazetteer)

    def surroundings(self, inside: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Give what surrounds the territory, as a background.

        Parameters
        ----------
        inside : geopandas.GeoDataFrame
            What `contours` gave.

        Returns
        -------
        geopandas.GeoDataFrame
            ``name``, ``geometry``.
        """
        return contours.surroundings(self.territory, inside, self.gazetteer)

    def search(self) -> SearchIndex:
        """Give what finds a territory by its name.

        Returns
        -------
        SearchIndex
            The index, made once per workshop.
        """
        return SearchIndex(self.gazetteer)

    def add(self, body: Body, place: Place | None = None, who: Author | None = None) -> str:
        """Write something in the log; return once it is on the disk.

        Parameters
        ----------
        body : Body
            What is said.
        place : Place, optional
            Where.
        who : Author, optional
            Who says it; by default the facilitator, under the name given to the workshop.

        Returns
        -------
        str
            Id of the entry.
        """
        entry = Entry(id=entries.new_id(), who=who or self._facilitator(), body=body, place=place)
        self.store.append([entry])
        return entry.id

    def add_all(self, bodies: Sequence[tuple[Body, Place | None]]) -> list[str]:
        """Write several things at once: all of them are in the log, or none.

        Parameters
        ----------
        bodies : sequence of (Body, Place or None)
            What is said, and where.

        Returns
        -------
        list of str
            Ids of the entries, in order.
        """
        who = self._facilitator()
        made = [Entry(id=entries.new_id(), who=who, body=b, place=place) for b, place in bodies]
        self.store.append(made)
        return [entry.id for entry in made]

    def correct(self, official: Figure, said: entries.Correction) -> str:
        """Correct a figure; the official one is kept beside.

        Parameters
        ----------
        official : Figure
            The figure corrected.
        said : Correction
            What the room holds true.

        Returns
        -------
        str
            Id of the entry; InvalidEntry where the correction names another figure.
        """
        if said.figure_id != official.id:
            raise InvalidEntry(
                f"La correction vise «\u00a0{said.figure_id}\u00a0» "
                f"et non «\u00a0{official.label}\u00a0».",
                "Choisissez de nouveau le chiffre à corriger.",
            )
        return self.add(said)

    def toggle(self, entry: str) -> None:
        """Undo an entry, or bring back one that was undone.

        Parameters
        ----------
        entry : str
            Id of the entry.
        """
        log = self.log()
        withdrawn = {item.id for item in projections.items(log) if item.state == "withdrawn"}
        if entry not in withdrawn:
            self.add(entries.Withdrawal(entry=entry))
            return
        undone = [
            item.id
            for item in projections.visible(log, entries.Withdrawal)
            if isinstance(item.body, entries.Withdrawal) and item.body.entry == entry
        ]
        for each in undone:
            self.add(entries.Withdrawal(entry=each))

    def moderate(self, entry: str) -> None:
        """Hide an entry, or show again one that was hidden.

        Parameters
        ----------
        entry : str
            Id of the entry.
        """
        hidden = {i.id for i in projections.items(self.log()) if i.state in ("hidden", "merged")}
        self.add(entries.Moderation(entry=entry, action="show" if entry in hidden else "hide"))

    def said(self, *kinds: type[Body]) -> list[Item]:
        """List what was said, undone and hidden entries included, newest first.

        Parameters
        ----------
        *kinds : type
            Kinds wanted.

        Returns
        -------
        list of Item
            The entries as they now stand.
        """
        found = [item for item in projections.items(self.log()) if isinstance(item.body, kinds)]
        return found[::-1]

    def follow(self, callback: Callable[[int], None]) -> Watcher:
        """Call a function after each change of the log, whoever made it.

        Parameters
        ----------
        callback : callable
            Receives the log's version, in a thread of its own.

        Returns
        -------
        Watcher
            Stop it when the page is gone.
        """
        return watch(self.store, callback)

    def published(self, key: str, reads: Collection[str]) -> Any:
        """Read what the engine published, where nothing it depends on has changed since.

        Parameters
        ----------
        key : str
            Name of the engine's recipe.
        reads : collection of str
            Kinds of entries that the recipe reads.

        Returns
        -------
        Any
            Plain data; None where it must be computed here.
        """
        return results.published(self, key, reads)

    def close(self) -> None:
        """Close the log."""
        self.store.close()

    def _facilitator(self) -> Author:
        name = self.settings.facilitator[:40].strip()
        return Author(pseudonym=name, group="facilitator") if name else FACILITATOR

    def place_name(self, place: Place | None) -> str:
        """Name a place for a reader.

        Parameters
        ----------
        place : Place or None
            Where something is.

        Returns
        -------
        str
            The commune's name, "Point sur la carte", or nothing.
        """
        if place is None or place.commune is None:
            return "" if place is None else "Point sur la carte"
        communes = self.gazetteer.communes
        known = place.commune in communes.index
        return str(communes.at[place.commune, "name"]) if known else place.commune
