"""Every sentence of the catalogue is said by some code of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.units import UNITS
from crisisplanner.exchange.shipped import case_entities, reference_entities
from crisisplanner.wording.catalogue import english_messages
from crisisplanner.wording.english.document_earlier import MESSAGES as EARLIER

PACKAGE = Path(__file__).parents[2] / "crisisplanner"
OPEN_PART = "\0"


@cache
def _trees() -> tuple[ast.Module, ...]:
    paths = (path for path in PACKAGE.rglob("*.py") if "wording/english" not in path.as_posix())
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def _texts() -> frozenset[str]:
    """Give every string that stands in the program as it is."""
    return frozenset(
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _composed(node: ast.AST) -> str | None:
    """Give a string that is put together, with a mark for each part that is known at run time."""
    if isinstance(node, ast.JoinedStr):
        parts = (
            str(part.value) if isinstance(part, ast.Constant) else OPEN_PART for part in node.values
        )
        return "".join(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = _composed(node.left)
        right = _composed(node.right)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    return OPEN_PART


def _patterns() -> Iterator[re.Pattern[str]]:
    found = {
        text
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.BinOp)
        and (text := _composed(node)) is not None
        and OPEN_PART in text
        and re.search(r"[a-z]", text)
    }
    # A star stands for each of the words of a field.
    found |= {text.replace("*", OPEN_PART) for text in _texts() if text.endswith(".*")}
    # A template says a word of a family by its format.
    for template in english_messages().values():
        texts = (template,) if isinstance(template, str) else template
        found |= {
            f"{family}.{OPEN_PART}"
            for text in texts
            for family in re.findall(r":said\.([a-z_]+)\}", text)
        }
    for text in found:
        yield re.compile("(.+)".join(map(re.escape, text.split(OPEN_PART))))


def _words_of_the_domain() -> Iterator[str]:
    """Give what stands in open parts: kinds, fields, units, measures, members of enumerations."""
    yield from UNITS
    for kind, entity_type in ENTITY_TYPES.items():
        yield kind
        yield from field_specs(entity_type)
    for entity in (*reference_entities(), *case_entities("bunia-2003")):
        if isinstance(entity, CapabilityType):
            yield entity.unit_of_measure
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in node.bases):
                yield node.name
                for member in node.body:
                    if isinstance(member, ast.Assign):
                        name = ast.unparse(member.targets[0])
                        yield from (name, name.lower())


def test_every_sentence_is_said_somewhere() -> None:
    texts = _texts()
    parts = texts | set(_words_of_the_domain())
    patterns = tuple(_patterns())

    def is_part(text: str) -> bool:
        # A part may be put together of parts itself.
        pieces = re.split(r"[._]", text)
        return text in parts or text.lstrip("-").isdigit() or all(one in parts for one in pieces)

    def is_composed(text: str, *, of_composed: bool) -> bool:
        return any(
            all(
                is_part(one) or (of_composed and is_composed(one, of_composed=False))
                for one in open_parts
            )
            for pattern in patterns
            if (match := pattern.fullmatch(text)) is not None and (open_parts := match.groups())
        )

    unsaid = [
        code
        for code in english_messages()
        if code not in EARLIER and code not in texts and not is_composed(code, of_composed=True)
    ]
    assert "\n".join(unsaid) == ""
