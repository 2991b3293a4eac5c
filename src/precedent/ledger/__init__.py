"""The ledger on disk: schema, store, versions. The only writer."""
