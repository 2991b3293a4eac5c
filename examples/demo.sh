#!/bin/sh
# Reads the example reports into a new ledger, shows what it holds, and asks it four things.
set -eu
precedent=${1:-precedent}
here=$(dirname "$0")
ledger=$(mktemp -d)/crossing.db
ask() { printf '\n$ precedent %s\n' "$1"; shift; "$precedent" "$@" --ledger "$ledger"; }

ask "read examples/crossing/" read "$here/crossing/" || [ $? -eq 3 ] # 3: gold.json, which is no report, is refused
ask "events" events --format table
claim='the first crossing by a soldier since last August'
event=$("$precedent" check "$claim" --as-of 2025-10-20 --format jsonl --ledger "$ledger" | sed 's/.*"evidence":\["\([^"]*\)".*/\1/')
ask "show $event" show "$event" --format table
ask "check '$claim' --as-of 2025-10-20" \
  check "$claim" --as-of 2025-10-20 --format table
ask "check 'no soldier has crossed since 20 August 2024' --as-of 2025-10-20" \
  check 'no soldier has crossed since 20 August 2024' --as-of 2025-10-20 --format table
question='How many soldiers have crossed the line since 2018?'
ask "ask '$question' --as-of 2025-10-20" ask "$question" --as-of 2025-10-20 --format table
ask "precedents $event --as-of 2025-10-20" precedents "$event" --as-of 2025-10-20 --format table
rm -r "$(dirname "$ledger")"
