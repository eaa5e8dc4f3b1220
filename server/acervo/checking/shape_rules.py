"""The rules that the shapes of an archive are held to themselves, and what `acervo explain` says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from acervo.checking.findings import Severity

MALFORMED_SHAPE: Final = "malformed-shape"
DOUBTFUL_SHAPE: Final = "doubtful-shape"


@dataclass(frozen=True)
class ShapeRule:
    """Texts by language, and one example of each kind."""

    severity: Severity
    what: Mapping[str, str]
    why: Mapping[str, str]
    bad: str
    good: str


SHAPE_RULES: Final[Mapping[str, ShapeRule]] = {
    MALFORMED_SHAPE: ShapeRule(
        "violation",
        {
            "en": "The shape cannot be run. Correct what stands at this place; the message says what is wanted.",
            "es": "La forma no se puede ejecutar. Corrija lo que está en este lugar; el mensaje dice qué se pide.",
        },
        {
            "en": "A shape that cannot be run finds nothing, which looks like data without a fault. The others are "
            "asked all the same.",
            "es": "Una forma que no se puede ejecutar no encuentra nada, y eso parece datos sin faltas. Las demás se "
            "preguntan igual.",
        },
        'ex:Event-is-named\n    a sh:NodeShape ;\n    sh:property [ sh:minCount "one" ; sh:path rdfs:label ] ;\n'
        "    sh:targetClass mov:Event ;\n.",
        "ex:Event-is-named\n    a sh:NodeShape ;\n    sh:property [ sh:minCount 1 ; sh:path rdfs:label ] ;\n"
        "    sh:targetClass mov:Event ;\n.",
    ),
    DOUBTFUL_SHAPE: ShapeRule(
        "warning",
        {
            "en": "The shape can be run, but hardly does what was meant. Correct what stands at this place.",
            "es": "La forma se puede ejecutar, pero difícilmente hace lo que se quería. Corrija lo que está en este "
            "lugar.",
        },
        {
            "en": "A shape without a target is never asked, a misspelt property is never found, a misspelt severity "
            "counts as a violation, and prefixes that nobody declares are known to one program and not to the next.",
            "es": "Una forma sin objetivo nunca se pregunta, una propiedad mal escrita nunca se encuentra, una "
            "gravedad mal escrita cuenta como infracción, y los prefijos que nadie declara los conoce un programa y "
            "otro no.",
        },
        "ex:Event-is-named\n    a sh:NodeShape ;\n    sh:property [ sh:minCount 1 ; sh:path rdfs:label ] ;\n.",
        "ex:Event-is-named\n    a sh:NodeShape ;\n    sh:property [ sh:minCount 1 ; sh:path rdfs:label ] ;\n"
        "    sh:targetClass mov:Event ;\n.",
    ),
}
