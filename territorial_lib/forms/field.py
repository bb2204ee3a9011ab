"""A field: its label above its control, its fault beside it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.forms.notice import Notice

Check = Callable[[Any], str]


class Field(ipywidgets.VBox):  # type: ignore[misc]
    """A control with its label and its fault.

    Parameters
    ----------
    control : ipywidgets.DescriptionWidget
        A control whose description is the label: it is also its accessible name.
    check : callable, optional
        Takes the value, gives a French sentence where it will not do, "" where it will.
    hint : str
        A help under the control, plain text; may be empty.
    """

    def __init__(self, control: Any, check: Check | None = None, hint: str = "") -> None:
        self.control, self._check, self._fault = control, check, Notice()
        control.style.description_width = "auto"
        control.layout.width = "auto"
        children = [control, self._fault]
        if hint:
            children.insert(1, ipywidgets.HTML(f'<span class="tw-hint">{escape(hint)}</span>'))
        super().__init__(children)
        self.add_class("tw-field")

    @property
    def value(self) -> Any:
        """What the control holds; surrounding spaces of a text left out."""
        value = self.control.value
        return value.strip() if isinstance(value, str) else value

    def valid(self) -> bool:
        """Check the value and show its fault, if any.

        Returns
        -------
        bool
            True where the value will do.
        """
        fault = self._check(self.value) if self._check else ""
        if fault:
            self._fault.error(fault)
            self.add_class("tw-field--invalid")
            return False
        self._fault.clear()
        self.remove_class("tw-field--invalid")
        return True


def needed(sentence: str) -> Check:
    """Make the check of a field that must be filled.

    Parameters
    ----------
    sentence : str
        What to say where it is not.

    Returns
    -------
    callable
        A check.
    """
    return lambda value: "" if value else sentence
