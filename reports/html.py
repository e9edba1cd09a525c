"""The frame of every page: one self-contained file, both languages in it, nothing fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conformance.names import LANGS, Lang, actor_name, listed, role_name, said, verdict_name
from conformance.verdicts import Verdict
from conformance.whys import sentence
from notice.catalogue import catalogue
from notice.civil import rfc3339
from notice.events import Actor
from reports import fonts
from reports.charts.canvas import Chart
from reports.charts.timeline import due_text
from reports.gallery import Gallery
from reports.groups import ACTORS_SHOWN, Group
from reports.palette import TONES
from reports.words import word


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def page(template: str, title: str, views: dict[Lang, dict[str, object]], first: Lang) -> str:
    """A page in both languages, `first` shown first. `title` is a key of the words; `views` fill the template."""
    bodies = {lang: _body(template, views[lang], lang) for lang in LANGS}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=word(title, first),
            first=first,
            bodies=bodies,
            names={lang: word("language", lang) for lang in LANGS},
            font=fonts.web_font(),
            tones={verdict.name: TONES[verdict] for verdict in Verdict},
        )
    )


def _body(template: str, view: dict[str, object], lang: Lang) -> Markup:
    tools = {
        "lang": lang,
        "w": lambda key, **values: word(key, lang, **values),
        "say": lambda text: said(text, lang),
        "actors": partial(_actors, lang=lang),
        "roles": lambda actors: listed([role_name(actor.role, lang) for actor in actors], lang),
        "role_word": lambda role: role_name(role, lang),
        "verdict_word": lambda verdict: verdict_name(verdict, lang),
        "explain": lambda finding: sentence(finding, lang),
        "when": lambda at: rfc3339(at)[:16].replace("T", " "),
        "until": due_text,
        "tone": lambda verdict: TONES[verdict],
        "catalogue": catalogue(),
        "subjects": subjects,
        "actors_shown": ACTORS_SHOWN,
    }
    return Markup(_environment().get_template(template).render(tools | view))


def _actors(actors: tuple[Actor, ...], lang: Lang) -> str:
    return listed([actor_name(actor, lang) for actor in actors], lang) or word("nobody", lang)


class Picture(NamedTuple):
    """A chart inside a page."""

    uri: str
    alt: str


def pictures(gallery: Gallery, lang: Lang) -> dict[str, object]:
    """The gallery as a page in one language shows it: every chart by name, and the cases told, in order."""
    shown = {name: _picture(charts[lang]) for name, charts in gallery.items()}
    return {"pictures": shown, "told": [shown[name] for name in shown if name.startswith("case")]}


def _picture(chart: Chart) -> Picture:
    return Picture("data:image/svg+xml;base64," + b64encode(chart.svg()).decode(), chart.alt)


def subjects(group: Group, most: int = 3) -> str:
    """The first few subjects of a group in one line."""
    unique = list(dict.fromkeys(group.subjects))
    return " · ".join(unique[:most]) + (" …" if len(unique) > most else "")
