"""Which sort of page an entity has, by its classes."""

from __future__ import annotations

from acervo.namespaces import MOV, PREFIXES
from acervo.web.entities.passage_pages import passage_page, section_page
from acervo.web.entities.source_pages import agent_page, source_page
from acervo.web.entities.special import Special
from acervo.web.reading.reader import Reader


async def special_of(iri: str, classes: set[str], reader: Reader) -> Special:
    """What the entity *iri*, of *classes*, shows beside the ordinary."""
    if MOV + "Passage" in classes:
        return await passage_page(iri, reader)
    if MOV + "Section" in classes:
        return await section_page(iri, reader)
    if MOV + "Source" in classes:
        return await source_page(iri, reader)
    if classes & {PREFIXES["foaf"] + "Agent", MOV + "Group"}:
        return await agent_page(iri, reader)
    return Special()
