#!/bin/sh
# Makes the pictures of the documentation from the demonstration: docs/pictures/*.png.
# Needs Debian's chromium, libreoffice-calc-nogui and poppler-utils.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -d "${REPORT:-}" ] && report=$REPORT || {
  report=$work/report
  ./flowgap audit fixtures/demo/exports --site fixtures/demo/site.csv --flows fixtures/demo/flows.csv --out "$report" \
    --at 2026-01-01T00:00:00Z --fail-on none >/dev/null
}
mkdir -p docs/pictures
for size in 360,800 1280,1600 1920,1080 3840,2160; do
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$size \
    --user-data-dir="$work/browser" --screenshot="$PWD/docs/pictures/page-${size%,*}.png" \
    "file://$(realpath "$report")/report.html" 2>/dev/null
done
soffice --headless --norestore "-env:UserInstallation=file://$work/office" \
  --convert-to pdf --outdir "$work" "$report/report.xlsx" >/dev/null 2>&1
pdftoppm -r 80 -png -f 1 -l 3 "$work/report.pdf" docs/pictures/workbook
