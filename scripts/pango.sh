#!/usr/bin/env bash
# See that Pango is there, which sets the lines of the PDFs; install it by apt as root.
set -euo pipefail
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
test -x .venv/bin/python || { echo "WeasyPrint is not installed yet; run make setup and try again." >&2; exit 1; }
there() {
  .venv/bin/python -c 'import weasyprint; from weasyprint.text.ffi import harfbuzz_subset as h; assert h' > /dev/null 2>&1
}
if ! there && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"; } >&2
fi
there || {
  echo "Pango is missing; install it (packages ${packages[*]}, or brew install pango) and try again." >&2
  exit 1
}
