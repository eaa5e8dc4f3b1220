"""A diff of layouts: applied to the old text it gives the new one, and it takes no longer for large files."""

from __future__ import annotations

import random
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acervo.cli.line_diff import unified_diff

LINES = st.lists(
    st.sampled_from([".", "", ":a", "    :p 1 ;", "    :p", "        1 ;", "# c", "\r", "\u2028"]), max_size=12
)


def apply(diff: str, old: str) -> str:
    """What `patch` makes of *old*; fails where a line is not the one that the diff says."""
    source = re.findall(r"[^\n]*\n|[^\n]+", old)
    made: list[str] = []
    at = 0
    lines = re.findall(r"[^\n]*\n", diff)[2:]
    for number, line in enumerate(lines):
        text = line[1:]
        if number + 1 < len(lines) and lines[number + 1].startswith("\\"):
            text = text[:-1]
        if line.startswith("@@"):
            found = re.match(r"@@ -(\d+)(?:,(\d+))?", line)
            assert found
            start = int(found[1]) - (found[2] != "0")
            made += source[at:start]
            at = start
        elif line[0] in " -":
            assert source[at] == text
            at += 1
        if line[0] in " +":
            made.append(text)
    return "".join(made + source[at:])


@given(LINES, LINES, st.booleans(), st.booleans(), st.booleans())
def test_a_diff_applied_to_the_old_text_gives_the_new(old, new, old_ends, new_ends, same_order):
    """Even where the two have nothing to do with each other."""
    one, other = ("\n".join(lines) + "\n" * ends for lines, ends in ((old, old_ends), (new, new_ends)))

    assert other == apply(unified_diff(one, other, "a", same_order=same_order, colour=False), one)


def test_equal_texts_have_no_diff():
    assert "" == unified_diff("a\nb", "a\nb", "a", same_order=True, colour=False)


def test_a_changed_layout_shows_only_the_lines_that_changed():
    old = "\n".join(f":a{number}\n    :p 1 ;\n.\n" for number in range(50))
    new = old.replace(":a25\n    :p 1 ;", ":a25\n    :p\n        1 ;")
    diff = unified_diff(old, new, "a", same_order=True, colour=False)

    assert ["-    :p 1 ;", "+    :p", "+        1 ;"] == [
        line for line in diff.split("\n")[3:] if line[:1] in ("-", "+")
    ]


def test_a_large_file_of_lines_that_repeat_takes_steps_in_proportion():
    """Lines that occur thousands of times are what a comparison of all with all chokes on."""

    def steps(size: int) -> int:
        words = random.Random(1)
        old = "".join(f":p {words.choice('abc')} ;\n" for _ in range(size))
        new = old.replace("a ;", "\n    a ;")
        count = 0

        def trace(frame: object, event: str, argument: object) -> object:
            nonlocal count
            count += 1
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            unified_diff(old, new, "a", same_order=True, colour=False)
        finally:
            sys.settrace(None)
        return count

    assert steps(4_000) < 4.4 * steps(1_000)


@pytest.mark.parametrize("same_order", [True, False])
def test_a_sorted_large_file_is_shown_in_time(same_order):
    """Line by line where that is possible, whole where it would take too long."""
    lines = [f":a{number} :p {number % 3} .\n" for number in range(10_000)]
    old, new = "".join(lines), "".join(sorted(lines))

    assert new == apply(unified_diff(old, new, "a", same_order=same_order, colour=False), old)
