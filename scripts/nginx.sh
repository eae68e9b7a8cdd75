#!/usr/bin/env bash
# Print the path of an nginx; install one by apt as root where there is none.
set -euo pipefail
there() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx; }
there || {
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx-light; } >&2
  fi
  there || { echo "nginx is missing; install it (package nginx-light) and try again." >&2; exit 1; }
}
