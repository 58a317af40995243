#!/usr/bin/env bash
# Builds the guide into target/guide. Installs mdBook if it is not there, which takes about two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v mdbook >/dev/null; then
    export PATH="$PWD/target/tools/bin:$PATH"
fi
if ! command -v mdbook >/dev/null; then
    cargo install mdbook --version '^0.5' --locked --no-default-features --features search --root target/tools
fi
mdbook build docs/guide "$@"
