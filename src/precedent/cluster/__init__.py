"""Large collections marked on many machines: sources to shards, each shard to one file of marks, on Ray Data."""
