"""What the matrices of actors and of positions say, cell by cell and as a first sentence."""

from __future__ import annotations

from crisisplanner.services.crisis_views.actor_views import ActorsView, Relation, Stance
from crisisplanner.ui.watch.actors.matrix import Cell, Line, MatrixFace, MatrixRow
from crisisplanner.wording.catalogue import Wording

MOST_SAID, MOST_NAMED = 2, 3


def first_sentence(view: ActorsView, words: Wording) -> str:
    """Say who can move whom, and whom nobody is known to move."""
    moved = [one for one in view.movers if one.partners]
    moved.sort(key=lambda one: -(one.strength or 0))
    said = [
        words.say(
            "actors.moved",
            n=len(one.partners),
            partners=one.partners[:MOST_NAMED],
            actor=one.actor.name,
            strength=words.say(f"actors.strength.{one.strength}"),
        )
        for one in moved[:MOST_SAID]
    ]
    others = tuple(one.actor.name for one in view.movers if not one.partners)
    if len(others) > MOST_SAID:
        rest = len(others) - MOST_SAID
        said.append(words.say("actors.unmoved_more", actors=", ".join(others[:MOST_SAID]), n=rest))
    elif others:
        said.append(words.say("actors.unmoved", actors=others))
    return " ".join(said) or words.say("actors.none")


def relations_face(view: ActorsView, words: Wording) -> MatrixFace:
    """Write partner by actor: the strongest leverage, and how the actor sees the partner."""
    columns = tuple(
        (
            actor.id,
            actor.name,
            "" if actor.role is None else words.say(f"word.ActorRole.{actor.role.value}"),
        )
        for actor in view.actors
    )
    rows = tuple(
        MatrixRow(
            partner.id,
            partner.name,
            partner.colour,
            tuple(
                relation_cell(view.relation(partner.id, actor.id), partner.name, actor.name, words)
                for actor in view.actors
            ),
        )
        for partner in view.partners
    )
    return MatrixFace(words.say("actors.corner"), columns, rows, words.say("value.none"))


def relation_cell(relation: Relation, partner: str, actor: str, words: Wording) -> Cell:
    """Write one cell."""
    lines, said = [], []
    if relation.strength is not None:
        strongest = next(one for one in relation.leverage if one.strength == relation.strength)
        strength = words.say(f"actors.strength.{relation.strength}")
        kind = ""
        if strongest.leverage_kind is not None and relation.strength:
            kind = words.say(f"word.LeverageKind.{strongest.leverage_kind.value}")
        code = "actors.leverage_by" if kind else "actors.leverage"
        lines.append(Line(words.say(code, strength=strength, kind=kind), steps=relation.strength))
        said.append(
            words.say("actors.leverage_said", partner=partner, actor=actor, how=lines[-1].word)
        )
    if relation.score is not None:
        word = words.say(f"actors.score.{relation.score}")
        lines.append(Line(words.say("actors.sees", how=word), place=relation.score))
        said.append(words.say("actors.sees_said", partner=partner, actor=actor, how=word))
    if not lines:
        said.append(words.say("actors.unknown_said", partner=partner, actor=actor))
    return Cell(tuple(lines), " ".join(said))


def positions_face(view: ActorsView, words: Wording) -> MatrixFace:
    """Write partner by issue: the stance that holds, and since when."""
    columns = tuple((issue, issue, "") for issue in view.issues)
    rows = tuple(
        MatrixRow(
            partner.id,
            partner.name,
            partner.colour,
            tuple(
                stance_cell(view.stances.get((partner.id, issue)), partner.name, issue, words)
                for issue in view.issues
            ),
        )
        for partner in view.partners
    )
    return MatrixFace(words.say("actors.corner_issue"), columns, rows, words.say("value.none"))


def stance_cell(stance: Stance | None, partner: str, issue: str, words: Wording) -> Cell:
    """Write one cell."""
    if stance is None or stance.newest.stance is None:
        return Cell((), words.say("actors.no_stance_said", partner=partner, issue=issue))
    newest = stance.newest
    word = words.say(f"actors.stance.{newest.stance}")
    lines = [Line(word, place=newest.stance)]
    if newest.since is not None:
        lines.append(Line(words.say("actors.since", on=newest.since)))
    said = words.say("actors.stance_said", partner=partner, issue=issue, how=word)
    return Cell(tuple(lines), said)
