#!/usr/bin/env bash
# For any CI: checks the posts that changed since BASE (default: origin/main), or all posts with `all`.
set -euo pipefail
if [ "${1:-}" = all ]; then
  exec frontlint check --format concise
fi
changed=()
while IFS= read -r -d '' file; do
  changed+=("$file")
done < <(git diff --name-only --diff-filter=d -z "${BASE:-origin/main}"...HEAD)
# No file at all would mean the whole folder.
[ "${#changed[@]}" -gt 0 ] || exit 0
exec frontlint check --format concise -- "${changed[@]}"
