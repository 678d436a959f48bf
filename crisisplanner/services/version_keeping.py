"""Keep versions: a plan's state and what it prints, so that it prints the same whatever changes later.

A kept snapshot is canonical JSON of two parts: ``state``, the plan with all that it refers to, and
``document``, the content of what it prints.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import partial

from crisisplanner.domain.changes import Create
from crisisplanner.domain.document_structure import (
    codes_in,
    document_from_plain,
    document_to_plain,
)
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.plain import canonical_json
from crisisplanner.domain.plan_document import PlanDocument
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.services.one_moment import read_at_one_moment
from crisisplanner.services.plan_contents.whole_document import present_document
from crisisplanner.services.session import Session
from crisisplanner.services.versions import plan_versions, snapshot_state
from crisisplanner.wording.catalogue import Wording


def make_version(
    session: Session, plan_id: EntityId, name: str, watcher: Watcher | None = None
) -> PlanVersion:
    """Name the plan as it is now; its state and what it prints are kept.

    Both are of one moment: what is edited meanwhile is read again, and after a few tries refused.
    """
    session.refuse_unless_writable()
    draft = partial(_drafted, session, plan_id, name, watcher or Unwatched())
    version, text = read_at_one_moment(session, draft, "version.edited_meanwhile")
    session.file.keep_snapshot(version.snapshot, text)
    session.write(
        message("journal.version_made", number=version.number, name=name),
        [Create(version)],
        at_position=version.journal_position,
    )
    return version


def _drafted(
    session: Session, plan_id: EntityId, name: str, watcher: Watcher
) -> tuple[PlanVersion, str]:
    """Give a version and the text of its snapshot: one moment, if nothing was written meanwhile."""
    position = session.file.position()
    plan = session.get(Plan, plan_id)
    earlier = plan_versions(session, plan_id)
    state = snapshot_state(session, plan_id)
    version = PlanVersion(
        id=session.outside.new_id(),
        plan=plan_id,
        number=1 + max((v.number for v in earlier), default=0),
        name=name,
        made_at=session.outside.now(),
        made_by=session.author,
        journal_position=position,
        sha256=_sha256(canonical_json(state)),
        snapshot="",
    )
    document = present_document(session, plan, watcher, version)
    text = canonical_json({"state": state, "document": document_to_plain(document)})
    return replace(version, snapshot=_sha256(text)), text


def kept_document(session: Session, version: PlanVersion) -> PlanDocument | None:
    """Give what a version prints, as it was; None where this program can't read it."""
    text = session.file.snapshot(version.snapshot)
    if text is None:
        return None
    try:
        document = document_from_plain(json.loads(text)["document"])
    except (KeyError, TypeError, ValueError):
        return None
    words = Wording()
    return document if all(words.has(code) for code in codes_in(document)) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
