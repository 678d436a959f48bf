"""That shipped fonts and icons load where they are used: in Qt and in ReportLab."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfbase.ttfonts import TTFont

from crisisplanner.resource_files import resource_path

FONTS = sorted(resource_path("fonts").glob("*.ttf"))
ICONS = sorted(resource_path("icons").glob("*.svg"))
LATIN_GREEK_CYRILLIC = "Côte d’Ivoire Łódź Αλ жЯ"
SIGNS = "−→±×≤≥≈–—…•“”½\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
NOTO_ONLY = "ɓɗƙ"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_qt_and_reportlab_load_a_font(font: Path) -> None:
    handle = QFontDatabase.addApplicationFont(str(font))
    assert handle >= 0
    assert QFontDatabase.applicationFontFamilies(handle)
    QFontDatabase.removeApplicationFont(handle)
    assert TTFont(font.stem, str(font)).face.charWidths


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_a_font_has_the_letters_it_is_there_for(font: Path) -> None:
    wanted = LATIN_GREEK_CYRILLIC + SIGNS
    if "Arabic" in font.stem:
        wanted = "شرم الشيخ ’−→±×\N{NO-BREAK SPACE}"
    elif font.stem.startswith("Noto"):
        wanted = LATIN_GREEK_CYRILLIC + NOTO_ONLY
    glyphs = TTFont(font.stem, str(font)).face.charToGlyph
    assert [letter for letter in wanted if ord(letter) not in glyphs] == []


@pytest.mark.usefixtures("qapp")
def test_the_families_of_the_tokens_are_shipped() -> None:
    families = json.loads(resource_path("look", "tokens.json").read_text("utf-8"))["font"]
    handles = [QFontDatabase.addApplicationFont(str(font)) for font in FONTS]
    shipped = {
        family for handle in handles for family in QFontDatabase.applicationFontFamilies(handle)
    }
    for use in ("screen_and_paper", "charts", "arabic", "fallback"):
        assert families[use] in shipped
    for handle in handles:
        QFontDatabase.removeApplicationFont(handle)


@pytest.mark.usefixtures("qapp")
def test_icons_are_drawn_on_the_24_grid() -> None:
    for icon in ICONS:
        renderer = QSvgRenderer(str(icon))
        assert renderer.isValid(), icon.name
        assert renderer.viewBoxF().size().toTuple() == (24.0, 24.0), icon.name


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_the_licence_stands_beside_the_files(folder: str) -> None:
    assert list(resource_path(folder).glob("LICENSE*"))
