"""A page as a strict reader sees it: what is in it, and what must not be."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


@dataclass
class Page(HTMLParser):
    """Elements in order, each with all the text inside it; `faults` lists what is wrong with the markup."""

    html: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        self.faults += [f"<{element.tag}> is not closed" for element in self._open]
        self._judge()

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.text += data

    def _judge(self) -> None:
        if len(self.all("h1")) != 1:
            self.faults.append(f"{len(self.all('h1'))} h1")
        if not self.all("html") or not self.all("html")[0].attributes.get("lang"):
            self.faults.append("no lang on html")
        # JSON-LD is a data block: nothing runs, and no policy is asked (tests/web/test_structured_data.py shows it).
        scripts = [one for one in self.all("script") if one.attributes.get("type") != "application/ld+json"]
        inline = [one for one in scripts if one.text or not one.attributes.get("src", "").startswith("/")]
        if inline or self.all("style") or self.all("iframe"):
            self.faults.append("an element that the policy forbids")
        ids = [element.attributes["id"] for element in self.elements if "id" in element.attributes]
        self.faults += [f"id {one} twice" for one in {*ids} if ids.count(one) > 1]
        for element in self.elements:
            for name, value in element.attributes.items():
                if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                    self.faults.append(f"{name} on <{element.tag}>")

    def all(self, tag: str, class_: str = "") -> list[Element]:
        return [one for one in self.elements if one.tag == tag and (not class_ or one.has_class(class_))]

    def one(self, tag: str, class_: str = "") -> Element:
        found = self.all(tag, class_)
        assert len(found) == 1, f"{len(found)} {tag}.{class_}"
        return found[0]

    def one_list(self, class_: str) -> list[Element]:
        """The items of the one list of this class."""
        start = self.elements.index(self.one("ul", class_))
        following = self.elements[start + 1 :]
        end = next((place for place, one in enumerate(following) if one.tag in ("ul", "section", "footer")), None)
        return [one for one in following[:end] if one.tag == "li"]

    @property
    def text(self) -> str:
        return " ".join(self.one("body").text.split())

    @property
    def links(self) -> list[str]:
        return [
            one.attributes["href"] for one in self.elements if one.tag in ("a", "link") and "href" in one.attributes
        ]

    def link(self, text: str) -> str:
        """Where the first link with this text leads."""
        return next(one.attributes["href"] for one in self.all("a") if " ".join(one.text.split()) == text)

    def facts(self) -> dict[str, str]:
        """Of lists of facts, label → value."""
        labels = [" ".join(one.text.split()) for one in self.all("dt")]
        return dict(zip(labels, [" ".join(one.text.split()) for one in self.all("dd")], strict=False))

    def rows(self, group: str) -> list[list[str]]:
        """The claims under the heading *group*: what, who, where, as of; what stands once for several is in each."""
        rows: list[list[str]] = []
        inside = False
        shared, spans = "", 0
        for element in self.elements:
            if element.tag == "tr" and element.has_class("group"):
                inside = " ".join(element.text.split()).startswith(group)
            elif inside and element.tag == "tr":
                rows.append([shared] if spans else [])
                spans = max(0, spans - 1)
            elif inside and element.tag == "td":
                rows[-1].append(" ".join(element.text.split()))
                if "rowspan" in element.attributes:
                    shared, spans = rows[-1][0], int(element.attributes["rowspan"]) - 1
        return rows

    def group(self, name: str) -> str:
        """The whole heading of the group of claims that begins with *name*."""
        headings = [" ".join(one.text.split()) for one in self.all("tr", "group")]
        return next(heading for heading in headings if heading.startswith(name))
