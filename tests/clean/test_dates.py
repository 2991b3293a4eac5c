"""Dates of publication as pages write them, in the languages of their forums."""

import pytest

from precedent.clean.dates import published

DAY = "2025-10-20"


@pytest.mark.parametrize(
    "said",
    [
        *("Oct 20, 2025", "20 October 2025, 10:14 PM", "Mon Oct 20, 2025 10:14 pm", "October 20th, 2025"),
        *("Do 20. Okt 2025, 10:14", "20. Oktober 2025 um 22:14", "20.10.2025, 22:14 Uhr"),
        *("20 octobre 2025", "20 de octubre de 2025", "20 oct 2025, 10:14", "20 ottobre 2025 alle 10:14", "20 de out. de 2025"),
        *("20 oktober 2025", "20. oktober 2025", "20 października 2025", "20 Ekim 2025", "20 Eki 2025", "20 d'octubre de 2025"),
        *("20 octombrie 2025", "20 Oktober 2025", "20. lokakuuta 2025", "2025. október 20. 22:14", "20. října 2025"),
        *("20 Οκτωβρίου 2025", "20 окт 2025, 10:14", "Пн, 20 октября 2025", "20 жовтня 2025", "20 октомври 2025"),
        *("20 أكتوبر 2025", "20 באוקטובר 2025", "2025年10月20日 22:14", "2025년 10월 20일 (월)", "20 tháng 10, 2025"),
        *("2025-10-20", "2025/10/20", "2025.10.20", "20/10/2025"),
    ],
)
def test_a_day_in_many_languages(said: str) -> None:
    assert published(said) == DAY


@pytest.mark.parametrize(
    "said", ["10/11/2025", "yesterday, 10:14", "vor 3 Stunden", "20. Listopad", "Oct 20", "2025", "31.02.2025", "", "x" * 99]
)
def test_what_does_not_read_in_one_way_is_unknown(said: str) -> None:
    assert published(said) is None


def test_the_page_may_settle_which_comes_first() -> None:
    assert published("10/11/2025", day_first=True) == "2025-11-10"
    assert published("10/11/2025", day_first=False) == "2025-10-11"


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("Mon, 20 Oct 2025 09:00:00 +0900", "2025-10-20T09:00:00+09:00"),
        ("2025-10-20T09:00:00Z", "2025-10-20T09:00:00+00:00"),
        ("2025-10-20 09:00", DAY),
        (1760918400, "2025-10-20T00:00:00+00:00"),
        ("1760918400000", "2025-10-20T00:00:00+00:00"),
    ],
)
def test_moments_need_an_offset(said: object, moment: str) -> None:
    assert published(said) == moment
