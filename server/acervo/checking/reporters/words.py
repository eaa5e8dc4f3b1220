"""What reporters say around findings, in every language that the messages have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from acervo.checking.findings import SEVERITIES, CheckReport, Finding

_ENGLISH: Final = {
    "examined": "Examined {files} files, {triples} triples",
    "not-run": "{examined}. The shapes and lint were not run, so that misspelt names, missing passages and the like "
    "are not told yet: correct the syntax first.",
    "shapes": "{examined}, {nodes} focus nodes of {shapes} shapes.",
    "shapes-idle": "{examined}, {nodes} focus nodes of {shapes} shapes ({idle} found nothing to examine).",
    "by-shape": "Focus nodes examined by each shape:",
    "untargeted": "Nothing to examine for: {shapes}.",
    "judged": "pySHACL examined every node for {shape}: {reason}.",
    "hidden": "{count} infos are only counted here; acervo check --verbose tells them.",
    "hidden-one": "1 info is only counted here; acervo check --verbose tells it.",
    "clean": "No violations, no warnings; {infos}",
    "list": "The violations once more:",
    "list-all": "What has to be mended, once more:",
    "more": "and {count} more",
    "none": "No problems found.",
    "none-told": "No problems found in what was asked about.",
    "left-out": " Left out ({filters}): {counts}.",
    "elsewhere": " In files that do not differ: {count}; a change may break what others say, so their violations are "
    "told too.",
    "violation": "violation",
    "violations": "violations",
    "warning": "warning",
    "warnings": "warnings",
    "info": "info",
    "infos": "infos",
    "where": " in {files} of {all} files",
    "why": "Why: acervo explain {rule}",
    "because": "Because:",
    "see": "See {place}: {message}",
    "bad": "Bad:",
    "good": "Good:",
    "baselined": "{count} old debts are in the baseline.",
    "expired": "No longer found, so take it out of the baseline: {rule} in {path}",
    "expired-how": "Write the baseline anew: --write-baseline",
}
_SPANISH: Final = {
    "examined": "Se examinaron {files} ficheros, {triples} tripletas",
    "not-run": "{examined}. No se preguntó a las formas ni a lint, así que aún no se dice nada de nombres mal "
    "escritos, pasajes que faltan y demás: corrija antes la sintaxis.",
    "shapes": "{examined}, {nodes} nodos foco de {shapes} formas.",
    "shapes-idle": "{examined}, {nodes} nodos foco de {shapes} formas ({idle} sin nada que examinar).",
    "by-shape": "Nodos foco que examinó cada forma:",
    "untargeted": "Nada que examinar para: {shapes}.",
    "judged": "pySHACL examinó cada nodo para {shape}: {reason}.",
    "hidden": "{count} notas solo se cuentan aquí; las muestra acervo check --verbose.",
    "hidden-one": "1 nota solo se cuenta aquí; la muestra acervo check --verbose.",
    "clean": "Ni infracciones ni advertencias; {infos}",
    "list": "Las infracciones, otra vez:",
    "list-all": "Lo que hay que corregir, otra vez:",
    "more": "y {count} más",
    "none": "No se encontró ningún problema.",
    "none-told": "No se encontró ningún problema en lo que se preguntó.",
    "left-out": " Quedan fuera ({filters}): {counts}.",
    "elsewhere": " En ficheros que no difieren: {count}; un cambio puede romper lo que dicen otros, así que se dicen "
    "también sus infracciones.",
    "violation": "infracción",
    "violations": "infracciones",
    "warning": "advertencia",
    "warnings": "advertencias",
    "info": "nota",
    "infos": "notas",
    "where": " en {files} de {all} ficheros",
    "why": "Por qué: acervo explain {rule}",
    "because": "Porque:",
    "see": "Véase {place}: {message}",
    "bad": "Mal:",
    "good": "Bien:",
    "baselined": "{count} deudas antiguas están en la línea base.",
    "expired": "Ya no aparece; quítela de la línea base: {rule} en {path}",
    "expired-how": "Escriba de nuevo la línea base: --write-baseline",
}


def say(language: str, key: str, **facts: object) -> str:
    """One phrase; English where *language* has none."""
    return (_SPANISH if language == "es" else _ENGLISH)[key].format(**facts)


def place(finding: Finding, prefix: str = "") -> str:
    """`path:line:column`, as much of it as is known."""
    if finding.path is None:
        return ""
    parts = (prefix + finding.path, finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


def about(finding: Finding) -> str:
    """The statement at fault, as people write it; a node without a name is `[ ]`."""
    parts = (finding.focus, finding.predicate, finding.value)
    return " ".join("[ ]" if part.startswith("_:") else part for part in parts if part)


def sums(report: CheckReport, language: str) -> str:
    """How many of each severity, or that there are none; and how many a filter has left out."""
    counts = _counts(Counter(finding.severity for finding in report.findings), language)
    outside = _counts(report.left_out, language)
    left_out = say(language, "left-out", filters=", ".join(report.filters), counts=outside) if outside else ""
    if not counts:
        return say(language, "none-told" if left_out else "none") + left_out
    files = len({finding.path for finding in report.findings if finding.path})
    # What concerns the archive as a whole stands in no file.
    where = say(language, "where", files=f"{files:,}", all=f"{report.files:,}") if files else ""
    elsewhere = say(language, "elsewhere", count=f"{report.elsewhere:,}") if report.elsewhere else ""
    return f"{counts}{where}.{elsewhere}{left_out}"


def _counts(numbers: Mapping[str, int], language: str) -> str:
    """`1 violation, 2 infos`; empty where there is nothing."""
    return ", ".join(
        f"{number:,} {say(language, severity if number == 1 else severity + 's')}"
        for severity in SEVERITIES
        if (number := numbers.get(severity, 0))
    )
