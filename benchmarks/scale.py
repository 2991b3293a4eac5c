"""The arithmetic of docs/scale.md: machines, hours, bytes and cost of a collection, from what was measured.

    python -m benchmarks.scale [--articles 1e9] [--words-a-second 2400] [--marks-a-report 8000] …

Every option is a factor of the page's formulas; its default is the page's own figure or assumption.
"""

from __future__ import annotations

import argparse

FACTORS = {
    "articles": (1e9, "articles of the collection, English or not"),
    "english": (0.45, "share of them that is English (assumption; common crawls of news have 40 to 50 %)"),
    "distinct": (0.7, "share of those that is no copy of another (assumption)"),
    "words": (450, "words of an article (assumption)"),
    "warc-a-page": (20e3, "bytes of a page in a WARC file, packed (assumption)"),
    "extract-ms": (15, "milliseconds of one core to take an article out of a page (assumption)"),
    "words-a-second": (2400, "words marked in a second of one core: python -m benchmarks.cluster --alone"),
    "efficiency": (0.85, "of the cores' time that is not lost to stragglers, retries and starting"),
    "cores": (1024, "cores of the cluster"),
    "marks-a-report": (8000, "bytes of marks a report: 18 a word, by the same command"),
    "events-a-report": (8, "mentions of events in a report (assumption)"),
    "ledger-an-event": (4200, "bytes of the ledger a mention: python -m benchmarks.merge_scale"),
    "merge-a-second": (690, "mentions merged in a second of one core: the same"),
    "core-hour": (0.04, "price of a core hour, USD (assumption)"),
    "gb-month": (0.023, "price of a GB of object store a month, USD (assumption)"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, (value, meaning) in FACTORS.items():
        parser.add_argument(f"--{name}", type=float, default=value, help=f"{meaning} ({value:g})")
    f = parser.parse_args()
    read = f.articles * f.english
    extract = f.articles * f.extract_ms / 1000 / 3600
    mark = read * f.words / f.words_a_second / 3600
    core_hours = (extract + mark) / f.efficiency
    told = read * f.distinct * f.events_a_report
    marks, warc, ledger = read * f.marks_a_report, f.articles * f.warc_a_page, told * f.ledger_an_event
    print(f"taking articles out   {extract:12,.0f} core hours")
    print(f"marking               {mark:12,.0f} core hours")
    print(f"together, as paid     {core_hours:12,.0f} core hours = {core_hours / f.cores / 24:.1f} days of {f.cores:.0f} cores")
    print(f"computing             {core_hours * f.core_hour:12,.0f} USD")
    print(f"WARC files            {warc / 1e12:12,.1f} TB (read where they lie)")
    print(f"marks                 {marks / 1e12:12,.1f} TB = {marks / 1e9 * f.gb_month:,.0f} USD a month")
    print(f"mentions to merge     {told / 1e9:12,.2f} thousand million")
    print(
        f"one ledger of all     {ledger / 1e12:12,.1f} TB, {told / f.merge_a_second / 86400:,.0f} days of merging by its one writer"
    )


if __name__ == "__main__":
    main()
