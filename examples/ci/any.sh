#!/usr/bin/env bash
# For any CI: checks the posts that changed since BASE (default: origin/main), or all posts with `all`.
# Exit codes are those of frontlint; 2 also when the changed files cannot be listed, so that no job passes unchecked.
set -euo pipefail
if [ "${1:-}" = all ]; then
  exec frontlint check --format concise
fi
base=${BASE:-origin/main}
list=$(mktemp)
trap 'rm -f "$list"' EXIT
if ! git diff --name-only --diff-filter=d -z --end-of-options "$base...HEAD" > "$list"; then
  echo "any.sh: cannot list what changed since $base: fetch it with its history (GitHub: \`fetch-depth: 0\`, GitLab: \`GIT_DEPTH: 0\`)" >&2
  exit 2
fi
changed=()
while IFS= read -r -d '' file; do
  changed+=("$file")
done < "$list"
# No file at all would mean the whole folder.
if [ "${#changed[@]}" -eq 0 ]; then
  echo "any.sh: nothing changed since $base" >&2
  exit 0
fi
frontlint check --format concise -- "${changed[@]}"
