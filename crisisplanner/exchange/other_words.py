"""Words of other languages and habits for the words of closed lists; keys as ``words_key`` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_STATUS = {
    "planned": "planned planejado planeada planeado prevu planifie planifiee previsto planejada",
    "ongoing": "ongoing emcurso enejecucion encours encurso emandamento inprogress active",
    "completed": "completed concluido concluida finalizada finalizado termine terminee acheve done",
    "suspended": "suspended suspenso suspendido suspendida suspendu interrompu paused",
}


def _words(of: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({w: value for value, words in of.items() for w in words.split()})


OTHER_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({"ActivityStatus": _words(_STATUS)})
"""By the list's name: word → the list's own word."""
