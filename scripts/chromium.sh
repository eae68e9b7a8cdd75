#!/usr/bin/env bash
# Print the path of a Chromium, after installing one where there is none:
# by apt as root, else by Playwright into its own folder.
set -euo pipefail
for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$candidate" ] && command -v "$candidate" > /dev/null; then
    command -v "$candidate"
    exit
  fi
done
playwright=.venv/bin/playwright
installed() { .venv/bin/python - << 'PYTHON'
from playwright.sync_api import sync_playwright
from pathlib import Path
with sync_playwright() as playwright:
    path = Path(playwright.chromium.executable_path)
    print(path if path.exists() else "")
PYTHON
}
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >&2
  command -v chromium
  exit
fi
path=$(installed)
if [ -z "$path" ]; then
  "$playwright" install chromium >&2 ||
    { echo "Chromium is missing; install it (package chromium) and try again." >&2; exit 1; }
  path=$(installed)
fi
echo "$path"
