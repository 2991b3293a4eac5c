"""The ledger: a SQLite file that holds reports, what they tell of, and who says so. ``Store`` is all there is to use.

    with Store.open(Path("precedent.db"), places=gazetteer) as store:
        if store.known(report) is None:            # the same words were not read before
            store.add(report, marked)              # one transaction: the report and its marks
        store.merge()                              # copies, stories and events of all that was added
        for row in store.events(Query(type=("CROSS",), count_by="events")):
            ...

Writing
    ``Store.open(path, *, create=True, places=None)``, ``close()``
    ``known(report) -> Added | None``, ``add(report, marked) -> Added``
    ``add_all(told) -> Iterator[Added]``, ``merge(progress=None) -> MergeSummary``, ``waiting() -> int``
    ``judge(kind, events, *, by, field, right, note) -> Judgement``, ``undo(number, *, by, note) -> Judgement``

Reading
    ``reports(*, source, text, published, story, as_of) -> Iterator[ReportRow]``
    ``events(query, *, as_of, story, report) -> Iterator[EventRow]``, ``similar(query, *, as_of)``
    ``event(id, *, as_of)``, ``report(id)``, ``text(id)``, ``marked(id)``, ``claims(id)``, ``resolve(id)``
    ``selection(query, …)``, ``explore(selection, …) -> (Counts, rows)``, ``queue()``, ``resting(row)``, ``beside(event)``
    ``differences(query, row)``, ``coverage(*, query, from_, until, as_of)``, ``judgements(event)``, ``doctor()``
    ``backup(target) -> int``

The rows are the records of ``precedent.entries``; errors are ``LedgerError`` and ``NotFound``, a line each.
"""

from precedent.ledger.store import Store
from precedent.merge.places import PlaceIndex

__all__ = ["PlaceIndex", "Store"]
