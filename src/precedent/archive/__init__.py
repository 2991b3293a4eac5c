"""The archive: event data sets of others, beside a ledger, asked by the same query as its events.

    import_file(folder_of(ledger), path, gazetteer, as_="ucdp")     # all of it, or nothing
    archive = Archive.beside(ledger, gazetteer)                     # None where nothing was imported
    for row in archive.rows(Query(type=("PROTEST",), count_by="events")):
        ...

Rows are kept as Parquet, by data set and year: ``rows`` holds what is asked, ``cells`` what came, ``places`` where. Needs
DuckDB and pyarrow (``pip install 'precedent-ledger[archive]'``), and says so where they are missing.
"""

from precedent.archive.store import Archive, folder_of

__all__ = ["Archive", "folder_of"]
