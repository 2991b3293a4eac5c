"""Claims and questions, answered from the ledger by queries, with evidence and coverage."""
