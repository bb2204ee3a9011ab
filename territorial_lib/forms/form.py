"""A form: few fields in sight, the others on demand, one button, nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.field import Field
from territorial_lib.forms.notice import Notice

_DOUBLE_CLICK = 0.4  # seconds: a second click so soon is the same gesture
_INVALID = "Il reste un champ à corriger."


class Form(ipywidgets.VBox):  # type: ignore[misc]
    """Fields and a button that hands their values over once they all will do.

    Parameters
    ----------
    fields : sequence of ipywidgets.Widget
        Fields always in sight, and whatever stands between them.
    more : sequence of Field
        Fields shown by "Préciser…"; may be empty.
    submit : str
        What the button says.
    send : callable
        Called without argument once every field will do; may give the sentence to show.
    done : str
        Sentence shown afterwards where `send` gives none.
    clock : callable
        Seconds that only grow, to tell a double click.
    """

    def __init__(
        self,
        *,
        fields: Sequence[ipywidgets.Widget],
        more: Sequence[Field] = (),
        submit: str,
        send: Callable[[], str | None],
        done: str,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._fields = [field for field in fields if isinstance(field, Field)]
        self._more_fields = [*more]
        self._hand_over, self._done, self._clock = send, done, clock
        self._sent_at = -1.0
        self.notice = Notice()
        self.button = _button(submit, "tw-button--primary", lambda _: self.submit())
        self.more = _more(more)
        self.more_button = _button("Préciser…", "tw-button--quiet", lambda _: self._unfold())
        actions = ipywidgets.HBox([self.button, *([self.more_button] if more else [])])
        actions.add_class("tw-actions")
        super().__init__([*fields, self.more, actions, self.notice])
        self.add_class("tw-form")

    def submit(self) -> None:
        """Check every field, then hand the values over."""
        if self.button.disabled or self._clock() - self._sent_at < _DOUBLE_CLICK:
            return
        if not self._all_valid():
            self.notice.error(_INVALID)
            return
        self.button.disabled = True
        try:
            went_well, sentence = attempt(self._hand_over, self.notice)
        finally:
            self.button.disabled = False
        if went_well:
            self._sent_at = self._clock()
            self.notice.success(sentence or self._done)
            self.reset()

    def reset(self) -> None:
        """Empty what must not be sent twice; each form says what."""

    def _all_valid(self) -> bool:
        faults = [field for field in [*self._fields, *self._more_fields] if not field.valid()]
        if any(field in self._more_fields for field in faults):
            self._unfold(True)
        return not faults

    def _unfold(self, wanted: bool | None = None) -> None:
        hidden = self.more.layout.display == "none"
        shown = hidden if wanted is None else wanted
        self.more.layout.display = None if shown else "none"
        self.more_button.description = "Moins de détails" if shown else "Préciser…"


def _more(fields: Sequence[Field]) -> ipywidgets.VBox:
    box = ipywidgets.VBox([*fields], layout=ipywidgets.Layout(display="none"))
    box.add_class("tw-more")
    return box


def _button(text: str, kind: str, action: Callable[[Any], None]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text)
    button.add_class("tw-button").add_class(kind)
    button.on_click(action)
    return button
