#!/usr/bin/env bash
# npm test: install and build when needed, the guards, then every suite against the real thing. Both halves always run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runtime=$(node tools/start.mjs prepare)
export PATH="$PWD/node_modules/.bin:$PATH"
guards=0
bash tools/check.sh guards || guards=$?
"$runtime" node_modules/vitest/vitest.mjs run "$@"
[ "$guards" -eq 0 ] || echo "Guards failed, see above the tests." >&2
exit "$guards"
