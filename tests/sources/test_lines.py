"""JSON lines: what each line becomes."""

import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.records import Refusal, Report
from precedent.sources.lines import stream


def read(data: bytes | str) -> list[Report | Refusal]:
    return list(stream(io.BytesIO(data.encode() if isinstance(data, str) else data), "reports.jsonl", "reports.jsonl"))


def one(**fields: object) -> Report:
    (report,) = read(json.dumps(fields))
    assert isinstance(report, Report), report
    return report


def test_all_fields() -> None:
    fields = {"id": "r1", "text": "A b.", "title": "T", "source": "Wire", "author": "Ann", "published": "2025-10-20"}
    assert one(**fields, url="https://example.org/a#x", desk="Asia") == Report(
        **fields, url="https://example.org/a", published_by="given", extra={"desk": "Asia"}
    )


@pytest.mark.parametrize(
    ("fields", "id_"),
    [
        ({"id": "a", "url": "https://example.org/1"}, "a"),
        ({"id": 7}, "7"),
        ({"id": "", "url": "https://Example.ORG:443/1?utm_source=x&b=2#top"}, "https://example.org/1?b=2"),
        ({"url": "https://example.org"}, "https://example.org/"),
    ],
)
def test_ids(fields: dict[str, object], id_: str) -> None:
    assert one(text="A b.", **fields).id == id_


def test_a_line_without_id_is_named_by_its_content_not_its_place() -> None:
    first, second = read('{"text": "one"}\n{"text": "two"}')
    again, before = read('{"text": "two"}\n{"text": "one"}')
    assert isinstance(first, Report)
    assert isinstance(before, Report)
    assert (first.id, second) == (before.id, again)
    assert first.id.startswith("reports.jsonl:")


@pytest.mark.parametrize(
    ("given_", "published"),
    [
        ("2025-10-20", "2025-10-20"),
        ("2025-10-20T10:00:00Z", "2025-10-20T10:00:00+00:00"),
        ("2025-10-20 10:00:00+09:00", "2025-10-20T10:00:00+09:00"),
        ("2025-10-20T10:00:00", "2025-10-20"),
        ("Mon, 20 Oct 2025 10:00:00 GMT", "2025-10-20T10:00:00+00:00"),
        ("October 20, 2025", "2025-10-20"),
        ("20 October 2025", "2025-10-20"),
        ("20. Oktober 2025", "2025-10-20"),
        ("20.10.2025", "2025-10-20"),
        ("2025/10/20", "2025-10-20"),
        ("10/20/2025", "2025-10-20"),
        ("Fri Feb 18 10:27:24 2022", "2022-02-18"),
        (1760918400, "2025-10-20T00:00:00+00:00"),
        (1760918400000, "2025-10-20T00:00:00+00:00"),
        ("10/11/2025", None),
        ("2025", None),
        ("2025-13-40", None),
        ("last week", None),
        (True, None),
        (["2025-10-20"], None),
    ],
)
def test_dates_of_publication(given_: object, published: str | None) -> None:
    report = one(text="A b.", published=given_)
    assert report.published == published
    assert bool(report.losses) == (published is None)
    assert report.published_by == ("given" if published else None)


def test_the_source_is_the_registered_domain_unless_given() -> None:
    assert one(text="A b.", url="https://news.example.co.uk/1").source == "example.co.uk"
    assert one(text="A b.", url="https://news.example.co.uk/1", source="Wire").source == "Wire"
    assert one(text="A b.").source is None


@pytest.mark.parametrize(
    ("line", "reason", "kind"),
    [
        ('{"text": "a"', "broken JSON", "refused"),
        ("nonsense", "broken JSON", "refused"),
        ("[1]", "not a JSON object", "refused"),
        ('"text"', "not a JSON object", "refused"),
        ("{}", 'no "text"', "refused"),
        ('{"text": 3}', "not a string", "refused"),
        ('{"text": null}', 'no "text"', "refused"),
        ('{"text": "  \\n "}', "empty", "empty"),
        ("[" * 100_000, "nested", "refused"),
        ('{"text": "a", "n": ' + "9" * 10_000 + "}", "number too long", "refused"),
        (b'{"text": "\xff"}', "UTF-8", "refused"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_rest_is_read(line: str | bytes, reason: str, kind: str) -> None:
    data = line if isinstance(line, bytes) else line.encode()
    before, refusal, after = read(b'{"text": "one"}\n' + data + b'\n\n{"text": "two"}')
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.kind) == (2, kind)
    assert reason in refusal.reason
    assert "\n" not in refusal.reason
    assert isinstance(before, Report)
    assert isinstance(after, Report)


def test_odd_characters_are_kept_and_lone_surrogates_replaced_in_place() -> None:
    report = one(text="a\x00b\r\n\ufeffc")
    assert report.text == "a\x00b\r\n\ufeffc"
    (report,) = read('{"text": "a\\ud800b", "tags": ["\\udfff"]}')
    assert isinstance(report, Report)
    assert (report.text, report.extra) == ("a\ufffdb", {"tags": ["\ufffd"]})
    assert report.losses == ("2 halves of surrogate pairs became U+FFFD",)


def test_wrong_types_are_losses() -> None:
    report = one(text="A b.", title=3, author=["Ann", {"name": "Bob"}], url="nowhere", id=[1])
    assert (report.title, report.author, report.url) == (None, "Ann, Bob", None)
    assert len(report.losses) == 3


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "published", "url", "x"]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists),
    )
)
def test_any_object_is_a_report_or_a_refusal(fields: dict[str, object]) -> None:
    (found,) = read(json.dumps(fields))
    if isinstance(found, Report):
        assert found.id
        assert found.text == fields["text"]


def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    class Endless:
        def __init__(self, lines: int) -> None:
            self.left = lines

        def readline(self, size: int = -1, /) -> bytes:
            self.left -= 1
            return b"" if self.left < 0 else b'{"id": %d, "text": "%s"}\n' % (self.left, b"word " * 200)

    tracemalloc.start()
    count = sum(1 for _ in stream(Endless(5_000), "x", "x"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 2**20
