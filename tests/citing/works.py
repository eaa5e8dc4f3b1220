"""Works of each sort, as an archive may have them."""

from __future__ import annotations

from acervo.citing.works import Contributor, Work

ARTICLE = Work(
    key="smith-2017",
    kind="article-journal",
    title="Workers and councils: a study of control",
    contributors=(Contributor("author", "Smith, Ana María", is_person=True),),
    container="Journal of Labour",
    date="2017",
    volume="44",
    issue="1",
    pages="126–139",
    doi="10.1000/182",
    language="en",
)
CHAPTER = Work(
    key="conversation-2020",
    kind="chapter",
    title="Building: a conversation",
    contributors=(
        Contributor("author", "Pascual Marquina, Cira", is_person=True),
        Contributor("author", "Chris Gilbert", is_person=True),
    ),
    container="The Present as Struggle",
    container_editors=(Contributor("editor", "Cira Pascual Marquina", is_person=True),),
    date="2020",
    pages="231-237",
    publisher="Monthly Press",
    place="New York",
)
NEWS = Work(
    key="news-2016",
    kind="webpage",
    title="State threatens seizure of closed factories",
    publisher="The Broadcaster",
    date="2016-05-15",
    url="https://news.example/world-36_2?a=1&b=%7e#x",
)
VIDEO = Work(
    key="video",
    kind="motion_picture",
    title="An army of workers",
    contributors=(Contributor("author", "Tatuy TV"), Contributor("contributor", "Somebody else")),
    date="2019-06-13/2019-06-14",
    url="https://video.example/14541",
)
PAGE = Work(
    key="battle",
    kind="webpage",
    title="La batalla, 2016",
    container="Un archivo",
    publisher="Quienes lo cuidan",
    date="2026-11-21",
    url="https://archive.example/id/battle",
    version="4f3a",
    licence="https://creativecommons.org/licenses/by/4.0/",
    language="es",
)
NASTY = Work(
    key="nasty",
    kind="book",
    title="50 % of {all} & \\every_thing~ <b>#1</b>\nTY  - JOUR",
    contributors=(Contributor("author", "and, Bros and Sons {Ltd}", is_person=False),),
    date="1997?",
)
BARE = Work(key="bare", kind="document", title="A title alone")
ALL = (ARTICLE, CHAPTER, NEWS, VIDEO, PAGE, NASTY, BARE)
