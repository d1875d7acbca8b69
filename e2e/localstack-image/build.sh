#!/usr/bin/env bash
# Builds the images of the LocalStack target from Debian, PyPI, npm and Maven packages, for machines that reach no image registry.
#
#   build.sh [--cache DIR]      prints the two images' names, LocalStack's first, as its last two lines
#
# An image is named by the content that it is made of, and built only where there is none of that name: in the daemon, or in DIR.
# Needs root, a running dockerd, and Debian's packages docker.io and debootstrap.
set -euo pipefail
cd "$(dirname "$0")"

cache=
if [ "${1:-}" = --cache ]; then cache=$2; fi
docker=docker
if [ -x /usr/bin/docker ]; then docker=/usr/bin/docker; fi # Debian's own client has BuildKit; another one first on the PATH may not
node=$(cd ../.. && pwd)/node_modules/node/bin/node
if [ ! -x "$node" ]; then
  echo "$node is missing: npm ci installs it" >&2
  exit 1
fi

content() { cat "$@" | sha256sum | cut -c1-12; }
localstack=stepmaker-e2e/localstack:$(content Dockerfile requirements.lock docker-entrypoint.sh lambda/lambda-init.cjs)
runtime=stepmaker-e2e/lambda-nodejs24.x:$({ content lambda/Dockerfile lambda/runtime.cjs lambda/package-lock.json; "$node" --version; } | sha256sum | cut -c1-12)

say() { echo "$*" >&2; }
is_there() { "$docker" image inspect "$1" >/dev/null 2>&1; }
file_of() { echo "$cache/$(echo "$1" | tr '/:' '--').tar.gz"; }

load() {
  is_there "$1" && return
  [ -n "$cache" ] && [ -f "$(file_of "$1")" ] || return 1
  say "loading $1 from $cache"
  "$docker" load --quiet --input "$(file_of "$1")" >&2
}

save() {
  [ -n "$cache" ] || return 0
  mkdir -p "$cache"
  say "keeping $1 in $cache"
  "$docker" save "$1" | gzip -1 >"$(file_of "$1").part"
  mv "$(file_of "$1").part" "$(file_of "$1")"
}

debian() {
  is_there stepmaker-e2e/debian:trixie && return
  say 'making a Debian image by debootstrap'
  local root
  root=$(mktemp -d)
  debootstrap --variant=minbase --include=ca-certificates trixie "$root/rootfs" >&2
  tar -C "$root/rootfs" -c . |
    "$docker" import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - stepmaker-e2e/debian:trixie >&2
  rm -rf "$root"
}

if ! load "$localstack"; then
  debian
  say "building $localstack"
  DOCKER_BUILDKIT=1 "$docker" build --progress=plain --network host \
    --secret id=ca,src="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" -t "$localstack" . >&2
  save "$localstack"
fi
if ! load "$runtime"; then
  debian
  say "building $runtime"
  context=$(mktemp -d)
  cp lambda/Dockerfile lambda/runtime.cjs lambda/package.json lambda/package-lock.json "$context"
  cp "$node" "$context/node"
  (cd "$context" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund) >&2
  DOCKER_BUILDKIT=1 "$docker" build --progress=plain -t "$runtime" "$context" >&2
  rm -rf "$context"
  save "$runtime"
fi
echo "$localstack"
echo "$runtime"
