"""Messages as JSON text and back, with the types of their parameters.

Lives here: how the journal keeps what was done, so that it can be said in any language later.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind
from crisisplanner.domain.money import Money
from crisisplanner.domain.plain import canonical_json, figure_from_plain, figure_to_plain

_TYPE = "$"


def message_to_text(said: Message) -> str:
    """Write a message as one line of JSON."""
    return canonical_json(_message_to_plain(said))


def message_from_text(text: str) -> Message:
    """Read a message; raises ValueError or KeyError on what is not one."""
    return _message_from_plain(json.loads(text))


def _message_to_plain(said: Message) -> dict[str, Any]:
    return {"code": said.code, "params": {key: _to_plain(value) for key, value in said.params}}


def _message_from_plain(plain: dict[str, Any]) -> Message:
    params = ((key, _from_plain(value)) for key, value in plain["params"].items())
    return Message(plain["code"], tuple(sorted(params, key=lambda pair: pair[0])))


def _to_plain(value: Parameter) -> Any:
    match value:
        case Message():
            return {_TYPE: "message", **_message_to_plain(value)}
        case Ref():
            return {_TYPE: "ref", "kind": value.kind.value, "id": value.id}
        case Day():
            return {_TYPE: "day", "number": value.number}
        case Figure():
            return {_TYPE: "figure", **figure_to_plain(value)}
        case Money():
            return {_TYPE: "money", "amount": value.amount, "currency": value.currency}
        case datetime():
            return {_TYPE: "moment", "iso": value.isoformat()}
        case date():
            return {_TYPE: "date", "iso": value.isoformat()}
        case tuple():
            return [_to_plain(item) for item in value]
        case str():
            return str(value)
        case _:
            return value


def _from_plain(plain: Any) -> Parameter:
    if isinstance(plain, list):
        return tuple(_from_plain(item) for item in plain)
    if not isinstance(plain, dict):
        value: Parameter = plain
        return value
    match plain[_TYPE]:
        case "message":
            return _message_from_plain(plain)
        case "ref":
            return Ref(RefKind(plain["kind"]), plain["id"])
        case "day":
            return Day(plain["number"])
        case "figure":
            return figure_from_plain(plain)
        case "money":
            return Money(plain["amount"], plain["currency"])
        case "moment":
            return datetime.fromisoformat(plain["iso"])
        case "date":
            return date.fromisoformat(plain["iso"])
        case other:
            raise ValueError(f"Expected a type of parameter, got {other!r}")
