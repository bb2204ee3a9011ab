"""The machine's own programs open what is written: LibreOffice the document, GDAL the map."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.conftest import Written


def test_libreoffice_makes_a_pdf_of_the_document(
    written: Written, tool: Callable[[str], str], tmp_path: Path
) -> None:
    office = tool("soffice")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(written.file(".docx"))], capture_output=True, check=False, timeout=240
    )
    (pdf,) = tmp_path.glob("*.pdf") or pytest.fail(done.stderr.decode())
    pages = re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())
    assert len(pages) > 15


def test_gdal_reads_the_layers_and_their_reference(
    written: Written, tool: Callable[[str], str]
) -> None:
    command = [tool("ogrinfo"), "-so", "-al", str(written.file(".gpkg"))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "ERROR" not in done.stderr
    for name in ("communes", "perimetre", "salle", "usines"):
        part = done.stdout.split(f"Layer name: {name}\n")[1].split("Layer name:")[0]
        assert 'ID["EPSG",4326]' in part
    assert "code: String" in done.stdout
