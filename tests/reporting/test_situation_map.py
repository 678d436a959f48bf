"""The situation map on paper: names that don't cover each other, a scale bar that is true."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from crisisplanner.domain.plan_document import MapLand, MapPlace, SituationMap
from crisisplanner.reporting.fonts import FontBook
from crisisplanner.reporting.look import load_look
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.situation_map import situation_map_item
from crisisplanner.wording.catalogue import Wording

SETTING = Setting(load_look(), FontBook(), Wording())
WIDTH = 499.0
SQUARE = ((-300.0, -200.0), (300.0, -200.0), (300.0, 200.0), (-300.0, 200.0), (-300.0, -200.0))
PLACES = st.builds(
    MapPlace,
    st.tuples(st.floats(-290, 290), st.floats(-160, 160)),
    st.text("abcdefgh ", min_size=1, max_size=40).filter(str.strip),
    st.sampled_from(("airfield", "port", "border", "place")),
)


def drawn(*places: MapPlace) -> SituationMap:
    land = MapLand((SQUARE,), is_in_focus=True, name="Land of Names", name_at=(0.0, 150.0))
    return SituationMap(
        300.0, 168.0, (land,), (SQUARE,), (SQUARE,), places, 100.0, "Note.", "Area."
    )


@settings(deadline=None, max_examples=40)
@given(places=st.lists(PLACES, max_size=12))
def test_names_stay_on_the_map_and_never_cover_each_other(places: list[MapPlace]) -> None:
    stack = situation_map_item(drawn(*places), SETTING, WIDTH)
    picture = stack.body[0]
    boxes = [
        (
            one.right,
            one.down,
            one.right + max(line.width for line in one.text.lines),
            one.down + one.text.height,
        )
        for one in picture.boxes
    ]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= picture.height
    for one, other in combinations(boxes, 2):
        is_apart = one[2] <= other[0] or other[2] <= one[0]
        assert is_apart or one[3] <= other[1] or other[3] <= one[1]


def test_the_map_keeps_its_sides_and_stands_whole_above_its_note() -> None:
    stack = situation_map_item(drawn(), SETTING, WIDTH)
    assert stack.is_kept_whole
    picture, foot = stack.body
    assert picture.height == WIDTH * 168.0 / 300.0
    said = " ".join(piece.text for line in foot.boxes[0].text.lines for piece in line.pieces)
    assert "Area. Note." in said
