"""Any source: what it is taken for, how its reports are called, and what is refused."""

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from precedent.errors import UsageError
from precedent.records import Refusal, Report
from precedent.sources.open import Planned, plan, read, size

TEXT = "A soldier crossed the line on Sunday, the army said.\n"
ARTICLE = (
    "<!DOCTYPE html><html><head><title>Soldier crosses line | Wire</title>"
    '<link rel="canonical" href="https://www.example.org/2025/10/20/line?utm_source=x">{meta}</head>'
    '<body><nav><a href="/">Home</a></nav>'
    "<article><h1>Soldier crosses line</h1>"
    + "<p>A soldier crossed the line on Sunday, the army said. It was the first since August.</p>" * 3
    + "</article></body></html>"
)


def reports(path: Path | str, as_: str | None = None) -> list[Report]:
    found = list(read(str(path), as_))
    assert all(isinstance(report, Report) for report in found), found
    return [report for report in found if isinstance(report, Report)]


def refusal(path: Path | str, as_: str | None = None) -> Refusal:
    (found,) = read(str(path), as_)
    assert isinstance(found, Refusal)
    assert "\n" not in found.reason
    assert found.advice or found.kind == "empty"
    return found


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.encode("utf-16"), TEXT.encode("utf-32"), TEXT.encode("utf-16-le")],
)
def test_plain_text_is_kept_as_it_stands(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert reports(tmp_path / "a.txt") == [Report(id="a.txt", text=TEXT)]


def test_windows_text_and_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Café”\r\n".encode("cp1252"))
    assert reports(tmp_path / "a.txt")[0].text == "“Café”\r\n"


def test_a_folder_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".git/x.txt", "a/.hidden", "a.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT + name)
    assert [report.id for report in reports(tmp_path)] == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    report, link = read(str(tmp_path))
    assert isinstance(report, Report)
    assert isinstance(link, Refusal)
    assert "link" in link.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"PK\x03\x04" + bytes(30), "ZIP"),
        (bytes(range(256)) * 4, "binary"),
        (b"", "empty"),
        (b" \n\x00\n", "empty"),
        (b'{"a": ', "broken JSON"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x").write_bytes(data)
    assert reason in refusal(tmp_path / "x").reason


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.txt").reason
    os.mkfifo(tmp_path / "pipe")
    assert "neither" in refusal(tmp_path / "pipe").reason
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert "no such file" in refusal(tmp_path / "nowhere").reason
    assert "private network" in refusal("http://127.0.0.1/a").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0)
    assert "permission" in refusal(tmp_path / "a.txt").reason


@pytest.mark.parametrize(
    ("data", "count"),
    [
        ('{"text": "one"}\n{"text": "two"}\n', 2),
        ('{"text": "one"}', 1),
        ('{\n  "text": "one"\n}\n', 1),
        ('[{"text": "one"}, {"text": "two"}]', 2),
    ],
)
def test_json_in_any_layout(tmp_path: Path, data: str, count: int) -> None:
    (tmp_path / "x").write_text(data)
    assert len(reports(tmp_path / "x")) == count


def test_json_lines_whose_first_line_is_broken(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"text": "one\n{"text": "two"}\n')
    first, second = read(str(tmp_path / "x"))
    assert isinstance(first, Refusal)
    assert isinstance(second, Report)


def test_text_in_brackets_is_text(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("[Update] A soldier crossed.\n")
    assert reports(tmp_path / "x")[0].text.startswith("[Update]")


def test_long_first_lines_of_json(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(json.dumps({"text": "word " * 50_000}) + "\n" + json.dumps({"text": "b"}))
    assert len(reports(tmp_path / "x")) == 2


def test_as_overrules_the_content(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('{"text": "one"}')
    assert reports(tmp_path / "x", "text")[0].text == '{"text": "one"}'
    with pytest.raises(UsageError):
        list(read(str(tmp_path / "x"), "spreadsheet"))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (report,) = reports("-")
    assert (report.text, report.id[:6]) == (TEXT, "stdin:")


def test_a_pasted_post(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(f"Joe_77\nSenior Member\nPosts: 1,204\n#12\nOct 20, 2025, 10:14 PM\n\n{TEXT}")
    (report,) = reports(tmp_path / "x", "post")
    assert (report.author, report.rank, report.number, report.published) == ("Joe_77", "Senior Member", 12, "2025-10-20")
    assert report.text.startswith("Joe_77\n")


@pytest.mark.parametrize(
    ("meta", "published", "by"),
    [
        ('<meta property="article:published_time" content="2025-10-20T08:00:00+09:00">', "2025-10-20T08:00:00+09:00", "metadata"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-10-21"}</script>',
            "2025-10-21",
            "metadata",
        ),
        ("", "2025-10-20", "url"),
    ],
)
def test_an_article(tmp_path: Path, meta: str, published: str, by: str) -> None:
    (tmp_path / "x.html").write_text(ARTICLE.replace("{meta}", meta + '<meta property="og:site_name" content="Example Wire">'))
    (report,) = reports(tmp_path / "x.html")
    assert report.id == report.url == "https://www.example.org/2025/10/20/line"
    assert (report.published, report.published_by) == (published, by)
    assert (report.source, report.extra) == ("example.org", {"publisher": "Example Wire"})
    assert "first since August" in report.text
    assert "Home" not in report.text
    assert report.title is not None
    assert "Soldier crosses line" in report.title
    assert report.extracted
    assert report.losses == ()


def test_it_is_said_where_most_of_a_page_is_not_in_the_text(tmp_path: Path) -> None:
    comments = "<div class=comments>" + "<div class=comment>They should have seen him coming from far away.</div>" * 30 + "</div>"
    (tmp_path / "x.html").write_text(ARTICLE.replace("</article>", "</article>" + comments).replace("{meta}", ""))
    (report,) = reports(tmp_path / "x.html")
    assert "seen him coming" not in report.text
    (loss,) = report.losses
    assert "of the page stand outside its menus and links" in loss


def test_a_page_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<html><body></body></html>")
    assert refusal(tmp_path / "x.html").kind == "empty"


def test_a_declared_charset(tmp_path: Path) -> None:
    page = ARTICLE.replace("{meta}", '<meta charset="windows-1251">').replace("soldier", "солдат")
    (tmp_path / "x.html").write_bytes(page.encode("cp1251"))
    assert "солдат" in reports(tmp_path / "x.html")[0].text


def test_what_would_be_read_and_as_what(tmp_path: Path) -> None:
    contents = {
        "a.txt": TEXT.encode(),
        "b/c.html": ARTICLE.encode(),
        "b/d.jsonl": b'{"text": "one"}\n{"text": "two"}\n',
        "e.gz": gzip.compress(TEXT.encode()),
        "f.bin": bytes(range(256)) * 4,
    }
    for name, data in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "loop").symlink_to(tmp_path)
    planned = [item for item in plan(str(tmp_path)) if isinstance(item, Planned)]
    assert [(Path(item.source).name, item.kind) for item in planned] == [
        ("a.txt", "text"),
        ("c.html", "html"),
        ("d.jsonl", "jsonl"),
        ("e.gz", "gzip"),
        ("f.bin", "other"),
    ]
    assert [item.bytes for item in planned] == [len(data) for data in contents.values()]
    assert sum(isinstance(item, Refusal) for item in plan(str(tmp_path))) == 1
    assert [item.kind for item in plan(str(tmp_path), "post") if isinstance(item, Planned)][3] == "gzip"
    (address,) = plan("https://news.example/feed")
    assert address == Planned(source="https://news.example/feed", kind="url", bytes=None)


def test_all_bytes_of_files_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\n' * 5000)
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c").write_bytes(bytes(range(256)) * 4)
    told: list[int] = []
    assert len(list(read(str(tmp_path), on_bytes=told.append))) == 5002
    assert sum(told) == size(str(tmp_path))
    assert size("https://news.example/") == size("-") == 0
