"""Every page template is drawn from a sample of its contract and kept to the house's rules."""

import gzip
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.ui import (
    samples_asking,
    samples_benefits,
    samples_comforts,
    samples_counter,
    samples_desk,
    samples_gate,
    samples_goods,
    samples_helps,
    samples_insight,
    samples_letters,
    samples_lodging,
    samples_matters,
    samples_mediation,
    samples_merging,
    samples_mood,
    samples_notices,
    samples_offers,
    samples_people,
    samples_routing,
    samples_rules,
    samples_screen,
    samples_surveys,
    samples_visits,
    samples_worker,
)
from tests.ui.stage import FOLDERS, MISSING, NONCE, STATIC, STATICS, draw

PAGES = [
    *samples_worker.PAGES,
    *samples_asking.PAGES,
    *samples_benefits.PAGES,
    *samples_comforts.PAGES,
    *samples_counter.PAGES,
    *samples_desk.PAGES,
    *samples_matters.PAGES,
    *samples_merging.PAGES,
    *samples_people.PAGES,
    *samples_letters.PAGES,
    *samples_mediation.PAGES,
    *samples_insight.PAGES,
    *samples_routing.PAGES,
    *samples_rules.PAGES,
    *samples_screen.PAGES,
    *samples_surveys.PAGES,
    *samples_visits.PAGES,
    *samples_helps.PAGES,
    *samples_lodging.PAGES,
    *samples_mood.PAGES,
    *samples_notices.PAGES,
    *samples_offers.PAGES,
    *samples_gate.PAGES,
    *samples_goods.PAGES,
]
CHINESE = r"[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(CHINESE + r"[,?!:;]")
LAYOUTS = re.compile(r"^(ui/|allauth/|site/error|account/base_)|(^|/)_|snippets/")
BUDGET_KB = 60
# Files people take away; they must look right without us.
TAKEN_AWAY = {"papers/paper.html", "site/privacy_export.html"}


class Reader(HTMLParser):
    """Collects tags with their attributes, ids, and the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.twice: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.twice += [f"{tag}.{name}" for name in {n for n, _ in attrs} if count(attrs, name) > 1]

    def handle_data(self, data):
        self.words.append(data)


def count(attrs, name: str) -> int:
    """How often a tag names an attribute; of several the browser takes the first."""
    return sum(1 for other, _ in attrs if other == name)


def html_of(page):
    """One drawing, read."""
    html = draw(page)
    return html, Reader(html)


def templates_on_disk() -> set[str]:
    """Names of all templates of ours."""
    return {str(file.relative_to(folder)) for folder in FOLDERS for file in folder.rglob("*.html")}


def test_every_page_template_has_a_sample():
    pages = {name for name in templates_on_disk() if not LAYOUTS.search(name)}
    assert pages - TAKEN_AWAY == {page.template for page in PAGES}


def test_sample_names_are_unique():
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_asks_only_for_its_contract(page):
    html, _ = html_of(page)
    assert MISSING not in html
    assert "{%" not in html and "{{" not in html


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_passes_the_strict_content_policy(page):
    _, reader = html_of(page)
    for tag, attrs in reader.tags:
        assert tag != "style" and "style" not in attrs, (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
        if tag == "script" and attrs.get("type") != "application/json":
            assert attrs["src"].startswith("/static/") and attrs["nonce"] == NONCE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_tag_names_an_attribute_twice(page):
    _, reader = html_of(page)
    assert reader.twice == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_loads_nothing_from_elsewhere(page):
    _, reader = html_of(page)
    addresses = [attrs.get(key) or "" for _, attrs in reader.tags for key in ("src", "href")]
    assert not [address for address in addresses if re.match(r"(https?:)?//", address)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_ids_are_unique_and_anchors_lead_somewhere(page):
    _, reader = html_of(page)
    ids = [attrs["id"] for _, attrs in reader.tags if attrs.get("id")]
    assert len(ids) == len(set(ids)), sorted(ids)
    inner = [a["href"][1:] for _, a in reader.tags if (a.get("href") or "").startswith("#")]
    assert set(inner) <= set(ids)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_icon_is_in_the_sprite(page):
    sprite = (STATIC / "ui/icons.svg").read_text()
    names = re.findall(r"icons\.svg#(i-[a-z0-9-]*)", draw(page))
    assert {name for name in names if f'id="{name}"' not in sprite} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_speaks_with_full_width_marks_and_never_says_anonymous(page):
    _, reader = html_of(page)
    words = " ".join(reader.words)
    labels = " ".join(a.get("aria-label") or "" for _, a in reader.tags)
    assert not HALF_WIDTH.findall(words + labels)
    assert "匿名" not in words


@pytest.mark.parametrize("name", sorted(templates_on_disk()))
def test_template_source_keeps_full_width_marks(name):
    source = next(f / name for f in FOLDERS if (f / name).exists()).read_text()
    spoken = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.S)
    assert not HALF_WIDTH.findall(spoken)


@pytest.mark.parametrize("name", sorted(templates_on_disk()))
def test_chinese_words_stand_in_translation_tags(name):
    source = next(f / name for f in FOLDERS if (f / name).exists()).read_text()
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.S)
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", source, flags=re.S)
    source = re.sub(r'{% translate ".*?" (as \w+ )?%}|_\(".*?"\)', "", source)
    assert not re.findall(CHINESE, source)


def test_first_load_of_the_home_page_is_small():
    files = [STATIC / "ui" / name for name in ("tokens.css", "ui.css", "ui.js", "icons.svg")]
    bodies = [file.read_bytes() for file in files] + [draw(samples_worker.PAGES[0]).encode()]
    size = sum(len(gzip.compress(body)) for body in bodies)
    assert size <= BUDGET_KB * 1024


def test_vendored_files_are_the_published_ones():
    folder = STATIC / "ui" / "vendor"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_both_dark_blocks_hold_the_same_values():
    css = (STATIC / "ui/tokens.css").read_text()
    blocks = re.findall(r'data-theme="(?:light"\]\)|dark"\]) \{([^}]*--c-bg[^}]*)\}', css)
    one, two = (re.findall(r"(--[\w-]+): ([^;]+);", block) for block in blocks)
    assert one == two


def source_of(name):
    """A file of ours by its name under /static/."""
    return next(path for root in STATICS if (path := root / name).is_file()).read_text()


@pytest.mark.parametrize("name", ["ui/tokens.css", "ui/ui.css", "ui/desk.css", "mood/mood.css"])
def test_style_sheets_keep_to_the_oldest_browser(name):
    css = re.sub(r"/\*.*?\*/", "", source_of(name), flags=re.S)
    too_new = [":has(", ":is(", ":where(", "@layer", "color-mix(", "@container", "inset:"]
    assert not [word for word in [*too_new, "aspect-ratio:", "url("] if word in css]


SCRIPTS = [f"ui/{name}.js" for name in ("ui", "app", "desk", "keys", "files")]
SCRIPTS += [f"mood/{name}.js" for name in ("keep", "start", "ask", "draw", "result", "receipt")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_keep_to_the_oldest_browser(name):
    source = source_of(name)
    assert not re.findall(r"\b(let|const|class|async|await)\s|=>|`", source)
    assert len(gzip.compress(source.encode())) < 2048
