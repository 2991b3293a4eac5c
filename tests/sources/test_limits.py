"""A function under limits: what runs over them is given up with the reason, and the next call is served."""

import pytest

from precedent.clean.limits import Limited
from precedent.errors import SourceError
from precedent.sources import html, parsers
from precedent.sources.origin import Origin

PAGE = (
    "<html><body><article><h1>T</h1>"
    + "<p>A soldier crossed the line on Sunday, the army said, and stayed.</p>" * 4
    + "</article></body></html>"
)


def test_a_page_that_takes_too_long_is_read_the_quick_way_and_the_next_as_ever() -> None:
    with parsers.parser(seconds=2) as parser:
        (quick,) = html.read("<html><body>" + "<p>word word</p>" * 200_000, Origin("p", "p"), None, parser)
        assert "within 2 seconds" in getattr(quick, "losses", ("",))[0]
        parser.seconds = 20
        (report,) = html.read(PAGE, Origin("p", "p"), None, parser)
        assert "crossed the line" in getattr(report, "text", "")


def test_memory_is_limited() -> None:
    with Limited("builtins:bytearray", int, seconds=20, memory=2**29) as call, pytest.raises(SourceError, match="512 MiB"):
        call(2**30)


def test_an_error_is_a_reason() -> None:
    with Limited("json:loads", dict[str, int], seconds=20) as call:
        with pytest.raises(SourceError, match="JSONDecodeError"):
            call("{")
        assert call('{"a": 1}') == {"a": 1}


def test_pages_over_the_limit_of_size_are_not_tried() -> None:
    with parsers.parser() as parser:
        (refused,) = html.read("x" * (html.LARGEST + 1), Origin("p", "p"), None, parser)
        assert "million characters" in getattr(refused, "reason", "")
