#!/usr/bin/env bash
# What has to hold before a release, besides `.ci/run`. Needs the tools that it names, and the network.
#
#   cargo install --locked cargo-deny cargo-hack cargo-semver-checks
#   rustup toolchain install nightly 1.85.0 --profile minimal
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; "$@"; }

minimum=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
crates=(-p eap-derive -p eap-runtime)
deny=(cargo deny --manifest-path eap-runtime/Cargo.toml --exclude-dev check)

# The packages, as the registry would get them, each built from its archive. eap-derive comes first.
step cargo publish --dry-run "${crates[@]}" "$@"

step "${deny[@]}" licenses bans sources

step cargo hack check -p eap-runtime --feature-powerset

# Changes of the interface since the last release, if there was one.
if last=$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null); then
    step cargo semver-checks -p eap-runtime --all-features --baseline-rev "$last"
fi

# The packages by themselves: without the workspace, its lock file and its tests.
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
cp -r "target/package/eap-derive-$version" "target/package/eap-runtime-$version" "$packages"
cat > "$packages/Cargo.toml" <<END
[workspace]
resolver = "3"
members = ["eap-*"]

[patch.crates-io]
eap-derive = { path = "eap-derive-$version" }
END
rm -f "$packages"/eap-*/Cargo.lock
export CARGO_TARGET_DIR="$PWD/target/packages"
repository=$PWD
cd "$packages"

# The minimum Rust version, with the newest dependencies that support it.
step cargo "+$minimum.0" check --all-features

# The oldest dependencies that the manifests allow.
step cargo +nightly -Z direct-minimal-versions generate-lockfile
step cargo "+$minimum.0" check --all-features --locked

# Last, since it fetches the advisory database from its code host, which not every machine can reach.
cd "$repository"
step "${deny[@]}" advisories
