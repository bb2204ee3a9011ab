"""A short table: the first column names the row, everything typed is words."""

from __future__ import annotations

from territorial_lib.tables import Column
from territorial_lib.tables.plain import plain_table

COLUMNS = (
    Column("Qui", lambda r: r[0]),
    Column("Combien", lambda r: r[1], numeric=True),
    Column("Caché", lambda r: r[0], shown=False),
)


def test_a_row_is_named_and_escaped():
    html = plain_table([("<b>Four</b>", 1234.0)], COLUMNS, "Qui <paie>")
    assert '<th scope="row">&lt;b&gt;Four&lt;/b&gt;</th>' in html
    assert '<td class="tw-number">1\u202f234</td>' in html
    assert "Qui &lt;paie&gt;" in html
    assert "Caché" not in html
