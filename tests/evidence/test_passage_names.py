"""Passages keep their IRIs when the text changes elsewhere."""

from __future__ import annotations

from acervo.evidence.boundaries import Boundaries
from acervo.evidence.identity import Naming, name_passages
from acervo.evidence.passages import Passage, segment_text
from acervo.evidence.skeleton import EarlierPassage
from acervo.evidence.text import lay_out


def passages(text: str) -> tuple[Passage, ...]:
    return segment_text(lay_out(text), Boundaries(""), frozenset()).passages


def rerun(before: str, after: str) -> tuple[tuple[str, ...], Naming]:
    first = passages(before)
    names = name_passages(first, "x", []).names
    earlier = [EarlierPassage(n, p.sha256, p.start, p.place) for n, p in zip(names, first, strict=True)]
    return names, name_passages(passages(after), "x", earlier)


def test_a_name_is_made_from_the_hash_and_repeats_are_counted():
    """The same words at two places are two passages."""
    stretches = passages("It rained. Yes. It snowed. Yes.")
    names = name_passages(stretches, "x", []).names

    assert [f"passage-x-{p.sha256[:8]}" for p in stretches[:3]] == list(names[:3])
    assert f"{names[1]}-2" == names[3]


def test_an_insertion_changes_no_other_name():
    """A claim must not lose its passage because a sentence was added elsewhere."""
    before, naming = rerun("It rained. Yes. It snowed. Yes.", "It rained. Yes. It hailed. It snowed. Yes.")

    assert before == tuple(name for name in naming.names if name not in naming.new)
    assert 1 == len(naming.new)
    assert before[2:] == naming.shifted
    assert ((), ()) == (naming.moved, naming.vanished)


def test_repeats_keep_their_number_by_their_neighbours():
    """When the first of two equal stretches goes, the second must not inherit its name."""
    before, naming = rerun("It rained. Yes. It snowed. Yes. It hailed.", "It rained. It snowed. Yes. It hailed.")

    assert (before[0], before[2], before[3], before[4]) == naming.names
    assert [(before[1], "text, paragraph 1, sentence 2", "")] == list(naming.vanished)


def test_a_new_repeat_before_the_old_one_gets_the_next_number():
    """Names say which came first into the archive, not which stands first."""
    before, naming = rerun("It rained. It snowed. Yes. It hailed.", "It rained. Yes. It snowed. Yes. It hailed.")

    assert (before[0], f"{before[2]}-2", before[1], before[2], before[3]) == naming.names


def test_a_moved_sentence_keeps_its_name_and_is_told():
    """Its words are the same; that its neighbours are others, a curator should look at."""
    before, naming = rerun("It rained. It snowed. It hailed. It froze.", "It snowed. It hailed. It froze. It rained.")

    assert (*before[1:], before[0]) == naming.names
    assert ((before[0], "text, paragraph 1, sentence 1"),) == naming.moved


def test_a_changed_sentence_vanishes_and_its_successor_is_named():
    """So that the curator knows where the claims may go."""
    before, naming = rerun("It rained. It snowed. It hailed.", "It rained. It snowed hard. It hailed.")

    assert ((before[1], "text, paragraph 1, sentence 2", naming.new[0]),) == naming.vanished
