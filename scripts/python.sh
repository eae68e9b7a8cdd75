#!/usr/bin/env bash
# Print the first Python of version 3.12 or newer, or nothing.
for candidate in python3.13 python3.14 python3.12 python3 python; do
  if command -v "$candidate" > /dev/null &&
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2> /dev/null; then
    echo "$candidate"
    exit
  fi
done
