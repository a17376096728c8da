#!/usr/bin/env bash
# npm run check: one line per guard. All run even when one fails; `check.sh guards` leaves out the unit tests.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runtime=$(node tools/start.mjs runtime) || exit 1
export PATH="$PWD/node_modules/.bin:$PATH"
failed=0

guard() {
  local name=$1 began=${EPOCHREALTIME//[^0-9]/} output code
  shift
  output=$("$@" 2>&1 </dev/null)
  code=$?
  local ms=$(((${EPOCHREALTIME//[^0-9]/} - began) / 1000))
  if [ "$code" -eq 0 ]; then
    printf '  ok     %-12s %6d ms\n' "$name" "$ms"
  else
    failed=1
    printf '  FAILED %-12s %6d ms\n' "$name" "$ms"
    printf '%s\n' "$output" | sed 's/^/         /'
  fi
}

guard format "$runtime" node_modules/oxfmt/bin/oxfmt --list-different
guard types "$runtime" node_modules/typescript/bin/tsc -b
guard lint "$runtime" node_modules/oxlint/bin/oxlint -f unix
guard boundaries "$runtime" tools/boundaries/main.ts
guard dead-code "$runtime" node_modules/knip/bin/knip.js --no-progress --no-config-hints
guard lock "$runtime" tools/lock/main.ts
guard documents "$runtime" tools/guards/main.ts documents
guard words "$runtime" tools/guards/main.ts words
if [ "${1:-}" != guards ]; then
  guard unit "$runtime" node_modules/vitest/vitest.mjs run --project unit
fi
exit "$failed"
