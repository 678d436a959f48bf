"""Workspaces for tests: a clock and ids that repeat, and a little content.

Lives here: making content. What must hold stands in the tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Create
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Commitment, DecisionStep, Offer
from crisisplanner.domain.register import Place, Workspace
from crisisplanner.domain.terms import OfferState
from crisisplanner.storage.workspace import WorkspaceFile, create_file, open_file

AUTHOR = "Ines Moreau"
OTHER_AUTHOR = "Tomas Berg"
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@dataclass
class Ticking:
    """Give a time one second later at each call."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Give the next second."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Counting:
    """Give ids that count up."""

    prefix: str = "id"
    last: int = 0

    def __call__(self) -> str:
        """Give the next id."""
        self.last += 1
        return f"{self.prefix}-{self.last:06d}"


@dataclass
class Desk:
    """Make and open workspace files below one folder."""

    folder: Path
    clock: Ticking = field(default_factory=Ticking)
    new_id: Counting = field(default_factory=Counting)

    @property
    def path(self) -> Path:
        """Name the workspace."""
        return self.folder / "Bunia.crisis"

    @property
    def backup_folder(self) -> Path:
        """Name where automatic backups go."""
        return self.folder / "backups"

    def create(self, path: Path | None = None) -> WorkspaceFile:
        """Make an empty workspace."""
        return create_file(
            path or self.path,
            clock=self.clock,
            new_id=self.new_id,
            backup_folder=self.backup_folder,
        )

    def open(self, path: Path | None = None, *, read_only: bool = False) -> WorkspaceFile:
        """Open the workspace."""
        return open_file(
            path or self.path,
            clock=self.clock,
            new_id=self.new_id,
            read_only=read_only,
            person=AUTHOR,
            backup_folder=self.backup_folder,
        )

    def create_with_content(self) -> WorkspaceFile:
        """Make a workspace with a little content, its first group."""
        workspace = self.create()
        workspace.write(
            message("journal.workspace_created", name="Bunia"),
            [Create(entity) for entity in content()],
            author=AUTHOR,
        )
        return workspace


def content() -> tuple[Entity, ...]:
    """Make a little content, of several kinds that refer to each other."""
    return (
        Workspace(id="w", name="Bunia", base_currency="USD", marking=Marking()),
        Place(id="bunia", name="Bunia", latitude=1.56, longitude=30.25),
        Partner(id="fra", code="FRA", name="France", population=Figure(61e6, "person")),
        Partner(id="civ", code="CIV", name="Côte d’Ivoire"),
        Partner(id="swe", code="SWE", name="Sweden", languages=("sv", "en")),
        FocalPoint(id="focal", partner="fra", name="Camille Lefèvre", contact="+33 1 23 45"),
        CapabilityType(id="inf", code="M-INF-01", name="Light infantry company"),
        CapabilityType(id="hos", code="H-HOS-01", name="Field hospital"),
        Offer(
            id="offer-fra",
            code="FRA-1",
            partner="fra",
            type="inf",
            quantity=Figure(
                4,
                "unit",
                low=3,
                high=5,
                basis=Basis.SOURCED,
                source="Letter of 3 June",
                as_of=date(2003, 6, 3),
                confidence=Confidence.HIGH,
            ),
            notice=Figure(7, "d"),
            origin="bunia",
            state=OfferState.COMMITTED,
            available_from=Day(-3),
            available_to=Day(94),
            marking=Marking("GREEN", releasable_to=("SWE",)),
        ),
        Offer(
            id="offer-swe",
            code="SWE-1",
            partner="swe",
            type="hos",
            quantity=Figure(None, "unit"),
            available_from=date(2003, 6, 12),
        ),
        DecisionStep(id="step", offer="offer-swe", name="Riksdag", duration=Figure(14, "d")),
        Commitment(id="elsewhere", offer="offer-swe", quantity=Figure(1, "unit")),
    )


def offer(workspace: WorkspaceFile, id: str = "offer-fra") -> Offer:  # noqa: A002 - an entity's id
    """Read an offer."""
    return cast("Offer", workspace.get("offer", id))


def everything(workspace: WorkspaceFile) -> dict[str, Entity]:
    """Read all things by kind and id."""
    from crisisplanner.domain.entities import ENTITY_TYPES

    return {
        f"{kind} {entity.id}": entity for kind in ENTITY_TYPES for entity in workspace.all(kind)
    }


def files_beside(path: Path) -> Iterator[str]:
    """Name the files of a folder."""
    return (found.name for found in sorted(path.parent.iterdir()) if found.is_file())
