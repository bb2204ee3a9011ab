"""The room's routes: pages, and a JSON API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from tornado.web import HTTPError, RequestHandler

from territorial_lib.errors import InvalidEntry, TerritorialError
from territorial_lib.room import inbox, pages, participants
from territorial_lib.room.openapi import DESCRIPTION
from territorial_lib.room.public import item_data
from territorial_lib.room.state import PHONE_ITEMS, WALL_ITEMS, Room, write_each
from territorial_lib.schemas.checking import MAXIMUM_BYTES, checked, parsed
from territorial_lib.schemas.entries import Author, Entry

if TYPE_CHECKING:
    from territorial_lib.room.app import Service

_REASONS = {
    "host": (
        "Cette page a été demandée sous un nom qui n’est pas celui de la salle.",
        "Scannez de nouveau le code affiché au mur.",
    ),
    "origin": (
        "Une page venue d’ailleurs a tenté d’écrire ici ; rien n’a été changé.",
        "Fermez cette page et revenez par le code affiché au mur.",
    ),
}
_STATUSES = {
    400: ("La demande n’est pas lisible.", "Rechargez la page."),
    404: ("Cette adresse ne mène à rien dans la salle.", "Revenez à la page d’accueil."),
    405: ("Cette adresse ne se demande pas ainsi.", "Rechargez la page."),
    413: ("L’envoi est trop lourd.", "Raccourcissez le texte puis envoyez de nouveau."),
}
_BROKEN = (
    "La salle a rencontré un incident ; ce qui a été reçu est conservé.",
    "Réessayez dans un instant.",
)


class Base(RequestHandler):
    """What every route has: the room, French faults as JSON, no cache."""

    def initialize(self, service: Service) -> None:
        """Receive the service.

        Parameters
        ----------
        service : Service
            The process's state.
        """
        self.service = service

    def set_default_headers(self) -> None:
        """Ask for no cache; what may be kept says so itself."""
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> str | None:
        """Leave ETags to the handlers that set one.

        Returns
        -------
        str or None
            None.
        """
        return None

    @property
    def room(self) -> Room:
        """The workshop being led; 503 while there is none."""
        if self.service.room is None:
            self.refuse(503, self.service.closed_because, "Attendez que l’animation l’ouvre.")
            raise Answered
        return self.service.room

    @property
    def who(self) -> Author:
        """The participant of this request; 401 for nobody."""
        found = self.recognised()
        if found is None:
            self.refuse(
                401, "Ce téléphone n’a pas encore rejoint la salle.", "Choisissez votre groupe."
            )
            raise Answered
        return found

    def recognised(self) -> Author | None:
        """Find who asks.

        Returns
        -------
        Author or None
            None for nobody.
        """
        cookie = self.get_cookie(self.service.cookie_name)
        return participants.recognised(self.room.board, cookie)

    def body(self) -> object:
        """Read the JSON sent.

        Returns
        -------
        object
            Plain data; 415 for anything but JSON, 413 where it is too heavy.
        """
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            self.refuse(415, "Seul le JSON est accepté ici.", "Rechargez la page.")
            raise Answered
        if len(self.request.body) > MAXIMUM_BYTES:
            self.refuse(413, *_STATUSES[413])
            raise Answered
        return parsed(self.request.body)

    def tell(self, data: object, status: int = 200) -> None:
        """Answer JSON.

        Parameters
        ----------
        data : object
            Structs and plain data.
        status : int
            HTTP status.
        """
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(msgspec.json.encode(data))

    def refuse(self, status: int, fault: str, remedy: str) -> None:
        """Answer a fault in French.

        Parameters
        ----------
        status : int
            HTTP status.
        fault, remedy : str
            What is wrong, what to do.
        """
        self.tell({"fault": fault, "remedy": remedy}, status)

    def take(self, limiter: Any, key: str) -> None:
        """Take one from a bucket; 429 where it is empty.

        Parameters
        ----------
        limiter : Limiter
            The buckets.
        key : str
            Phone or address.
        """
        wait = limiter.wait(key)
        if wait:
            self.set_header("Retry-After", str(max(1, round(wait))))
            self.refuse(429, "Trop d’envois à la fois.", "Ils repartiront dans quelques secondes.")
            raise Answered

    def send_packed(self, packed: bytes, raw: bytes | None, media_type: str) -> None:
        """Send bytes compressed ahead of time, to whoever takes them.

        Parameters
        ----------
        packed : bytes
            Compressed by gzip.
        raw : bytes or None
            The same, plain; None to unpack.
        media_type : str
            MIME type.
        """
        self.set_header("Content-Type", media_type)
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(packed)
        else:
            import gzip

            self.finish(gzip.decompress(packed) if raw is None else raw)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer an error as a French fault.

        Parameters
        ----------
        status_code : int
            HTTP status.
        **kwargs : Any
            Tornado's ``exc_info``.
        """
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, TerritorialError):
            status = 400 if isinstance(error, InvalidEntry) else 503
            self.refuse(status, error.fault, error.remedy)
            return
        self.refuse(status_code, *_STATUSES.get(status_code, _BROKEN))

    def log_exception(self, *args: Any) -> None:
        """Log an exception, unless it was an answer.

        Parameters
        ----------
        *args : Any
            Tornado's.
        """
        if not isinstance(args[1], Answered | InvalidEntry | HTTPError):
            super().log_exception(*args)

    def _handle_request_exception(self, error: BaseException) -> None:
        if isinstance(error, Answered) and self._finished:
            return
        super()._handle_request_exception(error)


class Answered(Exception):
    """The request was answered: go no further."""


class Refusal(Base):
    """Answers 403, whatever the verb."""

    def initialize(self, reason: str) -> None:  # type: ignore[override]
        """Receive the reason.

        Parameters
        ----------
        reason : str
            host or origin.
        """
        self.reason = reason

    def prepare(self) -> None:
        """Answer before any verb."""
        self.refuse(403, *_REASONS[self.reason])


class Absent(Base):
    """Answers 404, whatever the verb."""

    def prepare(self) -> None:
        """Answer before any verb."""
        self.send_error(404)


class Page(Base):
    """A page."""

    def initialize(self, service: Service, name: str = "phone") -> None:
        """Receive the page's name.

        Parameters
        ----------
        service : Service
            The process's state.
        name : str
            File name of the page.
        """
        super().initialize(service)
        self.name = name

    def get(self) -> None:
        """Send the page."""
        page = pages.page(self.name)
        self.send_packed(page.compressed, page.raw, page.media_type)

    head = get


class Static(Base):
    """A style sheet or a script, under a name that changes with its contents."""

    def get(self, fingerprint: str, name: str) -> None:
        """Send the file.

        Parameters
        ----------
        fingerprint : str
            Of its contents.
        name : str
            File name.
        """
        file = pages.files().get(name)
        if file is None or file.fingerprint != fingerprint:
            raise HTTPError(404)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_packed(file.compressed, file.raw, file.media_type)


class Code(Base):
    """The QR code of the room's address."""

    def get(self) -> None:
        """Send the picture."""
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(pages.qr_code(self.service.address))


class Where(Base):
    """The room's address, for the wall."""

    def get(self) -> None:
        """Tell it, and whether phones can reach it."""
        self.tell({"address": self.service.address, "open": self.service.opened is not None})


class Joining(Base):
    """Joining the room, or saying again who one is."""

    async def post(self) -> None:
        """Make a participant, or rename this one; the cookie is set once it is on the disk."""
        self.take(self.service.joining, self.request.remote_ip or "")
        said = participants.joining(self.body())
        known = self.recognised()
        if known is None or known.participant is None:
            await self._admit(said)
        else:
            await self._rename(known, said)

    async def _admit(self, said: participants.Joining) -> None:
        made = participants.admit(said)
        await self.room.append([made.entry])
        await self.room.refreshed()
        self.set_cookie(
            self.service.cookie_name,
            made.cookie,
            httponly=True,
            samesite="Strict",
            path="/",
            expires_days=30,
            secure=self.request.protocol == "https",
        )
        self.tell(_described(made.entry.who), 201)

    async def _rename(self, known: Author, said: participants.Joining) -> None:
        assert known.participant is not None
        if said.group != known.group and self.room.board.groups_fixed():
            self.refuse(
                409,
                "Les votes sont ouverts : on ne change plus de groupe.",
                "Demandez à l’animation si vous vous êtes trompé de groupe.",
            )
            return
        entry = participants.renamed(self.room.board, known.participant, said)
        await self.room.append([entry])
        await self.room.refreshed()
        self.tell(_described(entry.who))


class Me(Base):
    """What this participant is and wrote."""

    def get(self) -> None:
        """Tell it; null for nobody."""
        who, board = self.recognised(), self.room.board
        if who is None:
            self.tell(None)
            return
        written = [
            item
            for item in board.written_by(who.participant or "")
            if item.entry.kind not in ("participant", "withdrawal")
        ]
        entries = [item_data(board, item) for item in written[-PHONE_ITEMS:]]
        self.tell({**_described(who), "entries": entries})


class Entries(Base):
    """What phones send."""

    async def post(self) -> None:
        """Write; answer once it is on the disk."""
        self.take(self.service.writing, self.request.remote_ip or "")
        who, room = self.who, self.room
        self.take(self.service.phones, who.participant or "")
        batch = checked(self.body(), inbox.Batch)
        outcomes = await self._outcomes(room, who, batch.entries)
        receipts = zip(batch.entries, outcomes, strict=True)
        self.tell({"receipts": [_receipt(raw.get("id"), outcome) for raw, outcome in receipts]})

    async def _outcomes(self, room: Room, who: Author, sent: list[dict[str, Any]]) -> list[object]:
        """Write each; what speaks of an entry not on the board yet waits for it, and no longer.

        A phone back from a cut sends at once what it wrote and its taking back.
        """
        outcomes = await self._write(room, who, sent)
        early = [at for at, outcome in enumerate(outcomes) if isinstance(outcome, inbox.Unheard)]
        if early:
            await room.refreshed()
            again = await self._write(room, who, [sent[at] for at in early])
            for at, outcome in zip(early, again, strict=True):
                outcomes[at] = outcome
        return outcomes

    async def _write(self, room: Room, who: Author, sent: list[dict[str, Any]]) -> list[object]:
        judged = [self._judge(room, who, raw) for raw in sent]
        accepted = [group for group in judged if isinstance(group, list)]
        written = iter(await write_each(room, accepted) if accepted else [])
        return [next(written) if isinstance(each, list) else each for each in judged]

    @staticmethod
    def _judge(room: Room, who: Author, raw: object) -> list[Entry] | InvalidEntry:
        try:
            return inbox.entries_from(room.board, who, inbox.read(raw))
        except InvalidEntry as error:
            return error


class Erasing(Base):
    """Erasing all that one wrote (GDPR)."""

    async def post(self) -> None:
        """Erase this participant's entries, then forget the phone."""
        self.body()
        self.take(self.service.joining, self.request.remote_ip or "")
        who = self.who
        count = await self.room.erase(who.participant or "")
        self.clear_cookie(self.service.cookie_name)
        self.tell({"erased": count})


class State(Base):
    """Everything that a page needs to begin."""

    def get(self) -> None:
        """Send it, or 304 where the page has it."""
        limit = WALL_ITEMS if self.get_query_argument("wall", "") == "1" else PHONE_ITEMS
        packed, etag = self.room.state(limit)
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Etag", etag)
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        self.send_packed(packed, None, "application/json; charset=UTF-8")


class Map(Base):
    """The territory's contours, that the engine published."""

    async def get(self) -> None:
        """Send them; 404 while there are none."""
        found = await self.room.map()
        if found is None:
            self.refuse(404, "La carte n’est pas encore prête.", "Choisissez la commune.")
            return
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Etag", f'"{found[0]}"')
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        self.send_packed(found[1], None, "application/json; charset=UTF-8")


class Description(Base):
    """The API's description."""

    def get(self) -> None:
        """Tell it."""
        self.tell(DESCRIPTION)


def _described(who: Author) -> dict[str, object]:
    return {"pseudonym": who.pseudonym, "group": who.group}


def _receipt(id_: object, outcome: object) -> dict[str, object]:
    known = id_ if isinstance(id_, str) else ""
    if isinstance(outcome, InvalidEntry):
        told = {"fault": outcome.fault, "remedy": outcome.remedy}
        return {"id": known, "status": "refused", **told}
    assert isinstance(outcome, list)
    return {"id": known, "status": "received", "entries": [receipt.id for receipt in outcome]}
