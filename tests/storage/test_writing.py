"""What is written is read back alike, all of it or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crisisplanner.domain.actors import Membership, Partner
from crisisplanner.domain.capabilities import Substitute
from crisisplanner.domain.changes import Changes, Create, Remove, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import DecisionStep, Offer
from crisisplanner.domain.register import Place
from crisisplanner.storage.workspace import WorkspaceFile
from tests.storage.workspaces import AUTHOR, content, everything, offer

EDIT = message("journal.entity_changed", kind="", label="")


def codes_of(error: CrisisPlannerError) -> list[str]:
    """List the codes of an error, those inside a named thing too."""
    found = []
    for said in error.messages:
        inner = said.values.get("fault")
        found.append(inner.code if isinstance(inner, Message) else said.code)
    return found


def test_every_thing_is_read_back_as_it_was_written(workspace: WorkspaceFile) -> None:
    written = {f"{entity.KIND} {entity.id}": entity for entity in content()}
    assert everything(workspace) == written


def test_an_unknown_figure_is_read_back_as_unknown_not_as_zero(workspace: WorkspaceFile) -> None:
    assert offer(workspace, "offer-swe").quantity == Figure(None, "unit")
    assert offer(workspace).setup.value is None


def test_only_the_named_fields_change(workspace: WorkspaceFile) -> None:
    before = offer(workspace)
    changes = workspace.write(
        EDIT, [Update("offer", "offer-fra", {"notice": Figure(9, "d")})], author=AUTHOR
    )
    assert offer(workspace) == replace(before, notice=Figure(9, "d"))
    assert changes == Changes({"offer": frozenset({"offer-fra"})})


def test_a_cleared_field_holds_nothing_of_its_kind(workspace: WorkspaceFile) -> None:
    cleared = {"code": None, "notice": None, "available_from": None, "needs": None, "mode": None}
    workspace.write(EDIT, [Update("offer", "offer-fra", cleared)], author=AUTHOR)
    now = offer(workspace)
    assert (now.code, now.notice, now.available_from, now.needs) == (
        "",
        Figure(None, "d"),
        None,
        (),
    )


def test_one_list_may_create_refer_and_change_in_any_order(workspace: WorkspaceFile) -> None:
    workspace.write(
        EDIT,
        [
            Create(DecisionStep(id="s2", offer="o2", name="Council", duration=Figure(3, "d"))),
            Create(Offer(id="o2", partner="new", type="inf", quantity=Figure(1, "unit"))),
            Update("offer", "o2", {"code": "NEW-1"}),
            Create(Partner(id="new", code="NEW", name="New partner")),
        ],
        author=AUTHOR,
    )
    assert offer(workspace, "o2").code == "NEW-1"
    assert workspace.check() == ()


def test_all_faults_are_said_at_once_and_nothing_is_written(workspace: WorkspaceFile) -> None:
    before, position = everything(workspace), workspace.position()
    with pytest.raises(CrisisPlannerError) as caught:
        workspace.write(
            EDIT,
            [
                Update("offer", "offer-fra", {"code": "CHANGED"}),
                Update("offer", "offer-fra", {"notice": Figure(-3, "d")}),
                Update("offer", "offer-swe", {"available_to": date(2003, 6, 1)}),
                Create(Partner(id="bad", code="", name="No code")),
                Create(Offer(id="lost", partner="nobody", type="inf", quantity=Figure(1, "unit"))),
            ],
            author=AUTHOR,
        )
    assert sorted(codes_of(caught.value)) == [
        "field.below_minimum",
        "field.required",
        "interval.end_before_start",
        "storage.points_nowhere",
    ]
    assert (everything(workspace), workspace.position()) == (before, position)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Update("offer", "offer-fra", {"colour": "red"}), "storage.unknown_field"),
        (Update("offer", "offer-fra", {"id": "x"}), "storage.unknown_field"),
        (Update("offer", "gone", {"code": "x"}), "storage.not_there"),
        (Update("spell", "gone", {"code": "x"}), "storage.unknown_kind"),
        (Remove("offer", "gone"), "storage.not_there"),
        (Create(Partner(id="fra", code="F", name="Twice")), "storage.already_there"),
        (Update("offer", "offer-fra", {"partner": "inf"}), "storage.points_nowhere"),
        (Update("offer", "offer-fra", {"needs": ("nothing",)}), "storage.points_nowhere"),
        (Update("offer", "offer-fra", {"needs": (7,)}), "field.not_text"),
        (Update("offer", "offer-fra", {"code": "\ud800"}), "field.not_text"),
        (Update("offer", "offer-fra", {"available_from": Day(-(10**7))}), "field.wrong_type"),
        (Update("offer", "offer-fra", {"available_to": datetime(2003, 7, 1, tzinfo=UTC)}),
         "field.wrong_type"),
        (Update("offer", "offer-fra", {"quantity": Figure(4, "person")}), "field.wrong_unit"),
        (Update("offer", "offer-fra", {"state": "lost"}), "field.not_a_choice"),
    ],
)  # fmt: skip
def test_a_bad_change_is_refused_by_its_code(
    workspace: WorkspaceFile, change: Create | Update | Remove, code: str
) -> None:
    before = everything(workspace)
    with pytest.raises(CrisisPlannerError) as caught:
        workspace.write(EDIT, [change], author=AUTHOR)
    assert codes_of(caught.value) == [code]
    assert everything(workspace) == before


def test_an_edit_needs_an_author(workspace: WorkspaceFile) -> None:
    with pytest.raises(CrisisPlannerError, match=r"journal\.author_needed"):
        workspace.write(EDIT, [Update("offer", "offer-fra", {"code": "x"})], author=" ")


def test_an_edit_that_changes_nothing_leaves_no_group(workspace: WorkspaceFile) -> None:
    heard: list[Changes] = []
    workspace.on_change(heard.append)
    changes = workspace.write(
        EDIT, [Update("offer", "offer-fra", {"code": "FRA-1"})], author=AUTHOR
    )
    assert (changes.ids, workspace.position(), heard) == ({}, 1, [])


def test_a_thing_in_use_is_not_removed_and_its_uses_are_named(workspace: WorkspaceFile) -> None:
    with pytest.raises(CrisisPlannerError) as caught:
        workspace.write(EDIT, [Remove("capability_type", "inf")], author=AUTHOR)
    assert caught.value.kind is ErrorKind.REFUSED
    (said,) = caught.value.messages
    assert (said.code, said.values["n"]) == ("storage.in_use", 1)
    assert workspace.find("capability_type", "inf") is not None


def test_a_use_in_a_list_of_ids_counts_too(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Update("decision_step", "step", {"name": "x"})], author=AUTHOR)
    workspace.write(
        EDIT,
        [
            Create(
                DecisionStep(
                    id="after",
                    partner="fra",
                    name="After",
                    duration=Figure(1, "d"),
                    after=("step",),
                )
            )
        ],
        author=AUTHOR,
    )
    assert [(use.kind, use.id, use.field) for use in workspace.uses("decision_step", "step")] == [
        ("decision_step", "after", "after")
    ]
    with pytest.raises(CrisisPlannerError, match=r"storage\.in_use"):
        workspace.write(EDIT, [Remove("decision_step", "step")], author=AUTHOR)


def test_what_belongs_to_a_removed_thing_goes_with_it(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Remove("offer", "offer-swe")], author=AUTHOR)
    assert workspace.find("decision_step", "step") is None
    assert workspace.find("commitment", "elsewhere") is None
    assert workspace.check() == ()


def test_a_thing_may_go_together_with_what_uses_it(workspace: WorkspaceFile) -> None:
    workspace.write(
        EDIT, [Remove("capability_type", "hos"), Remove("offer", "offer-swe")], author=AUTHOR
    )
    assert workspace.find("capability_type", "hos") is None


def test_a_thing_may_go_when_its_user_lets_go_of_it_at_once(workspace: WorkspaceFile) -> None:
    workspace.write(
        EDIT,
        [Remove("place", "bunia"), Update("offer", "offer-fra", {"origin": None})],
        author=AUTHOR,
    )
    assert workspace.check() == ()


def test_listeners_hear_of_a_change_once_it_is_stored(workspace: WorkspaceFile) -> None:
    heard: list[tuple[Changes, str]] = []
    workspace.on_change(lambda changes: heard.append((changes, offer(workspace).code)))
    workspace.write(EDIT, [Update("offer", "offer-fra", {"code": "new"})], author=AUTHOR)
    assert heard == [(Changes({"offer": frozenset({"offer-fra"})}), "new")]


def test_more_than_a_thousand_ids_mean_all_of_the_kind(workspace: WorkspaceFile) -> None:
    places = [Place(id=f"p{n}", name=f"Place {n}") for n in range(1_001)]
    changes = workspace.write(EDIT, [Create(place) for place in places], author=AUTHOR)
    assert changes == Changes({"place": None})


def test_many_keeps_the_order_and_leaves_out_what_is_gone(workspace: WorkspaceFile) -> None:
    found = workspace.many("partner", ["swe", "nobody", "civ"])
    assert [partner.id for partner in found] == ["swe", "civ"]


def test_things_are_selected_by_their_fields(workspace: WorkspaceFile) -> None:
    assert [o.id for o in workspace.select("offer", partner="fra")] == ["offer-fra"]
    assert [o.id for o in workspace.select("offer", origin=None)] == ["offer-swe"]
    assert [o.id for o in workspace.select("offer", available_from=Day(-3))] == ["offer-fra"]
    assert workspace.count("offer") == 2


def test_retired_things_can_be_left_out(workspace: WorkspaceFile) -> None:
    workspace.write(EDIT, [Update("partner", "civ", {"retired": True})], author=AUTHOR)
    assert "civ" not in {p.id for p in workspace.all("partner", include_retired=False)}
    assert "civ" in {p.id for p in workspace.all("partner")}


def test_numbers_dates_and_words_of_every_kind_survive(workspace: WorkspaceFile) -> None:
    workspace.write(
        EDIT,
        [
            Create(Substitute(id="sub", required_type="inf", offered_type="hos",
                              factor=Figure(0.1 + 0.2, "1"))),
            Update("partner", "fra", {"gdp": Figure(1.8e12, "USD", source="Ünïcode “x”\n\t\x00")}),
        ],
        author=AUTHOR,
    )  # fmt: skip
    found = workspace.get("substitute", "sub")
    assert isinstance(found, Substitute)
    assert found.factor.value == 0.1 + 0.2
    partner = workspace.get("partner", "fra")
    assert isinstance(partner, Partner)
    assert partner.gdp.source == "Ünïcode “x”\n\t\x00"


def test_get_says_which_kind_and_id_is_missing(workspace: WorkspaceFile) -> None:
    with pytest.raises(CrisisPlannerError, match="nobody"):
        workspace.get("partner", "nobody")


def test_a_membership_without_its_institution_is_refused(workspace: WorkspaceFile) -> None:
    orphan = Membership(id="m", institution="nowhere", member_iso3="FRA")
    with pytest.raises(CrisisPlannerError, match=r"storage\.points_nowhere"):
        workspace.write(EDIT, [Create(orphan)], author=AUTHOR)
