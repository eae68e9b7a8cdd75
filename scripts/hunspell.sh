#!/usr/bin/env bash
# See that hunspell and its dictionaries of the book's languages are there; install them by apt as root.
set -euo pipefail
packages=(hunspell hunspell-nl hunspell-en-gb)
there() {
  command -v hunspell > /dev/null || return 1
  found=$(hunspell -D < /dev/null 2>&1 || true)
  grep -q "/nl$" <<< "$found" && grep -q "/en_GB$" <<< "$found"
}
if ! there && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"; } >&2
fi
there || {
  echo "hunspell or a dictionary is missing; install it (packages ${packages[*]}) and try again." >&2
  exit 1
}
