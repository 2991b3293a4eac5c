"""Which mentions are one event, which reports are copies, which are on one matter: pure functions over frozen records.

``copies`` and ``stories`` compare reports, ``match`` compares two mentions and gives its reasons, ``blocks`` says which
pairs are worth comparing, ``cluster`` puts mentions together, ``judgements`` is what people said of them, ``entry`` makes a
cluster the ledger's row.

Every comparison looks at its two sides alone, never at the rest of the collection, and every choice is made in an order
that the records themselves give. So the outcome is a function of the set of reports, and a report that is added later
can only change what it touches.
"""
