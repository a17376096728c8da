#!/usr/bin/env bash
# npm test: install and build when needed, the guards, then every suite against the real thing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runtime=$(node tools/start.mjs prepare)
export PATH="$PWD/node_modules/.bin:$PATH"
bash tools/check.sh guards
exec "$runtime" node_modules/vitest/vitest.mjs run "$@"
