#!/bin/sh
# Makes the pictures of docs/report.md from the demonstration: docs/pictures/*.png. The same sources
# give the same pictures. Needs Debian's chromium, libreoffice-calc-nogui and poppler-utils.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=$work/report
./flowgap audit fixtures/demo/exports --site fixtures/demo/site.csv --flows fixtures/demo/flows.csv --out "$report" \
  --at 2026-11-30T08:00:00Z --fail-on none >/dev/null
rm -rf docs/pictures
mkdir docs/pictures

# picture SIZE NAME PAGE [OPTION]
picture() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$1" ${4:-} \
    --user-data-dir="$work/browser" --screenshot="$PWD/docs/pictures/$2.png" "file://$report/$3" 2>/dev/null
}
for size in 360,800 1280,1600 1920,1080 3840,2160; do
  picture $size "page-${size%,*}" report.html
done
picture 1280,1600 page-1280-dark report.html --blink-settings=preferredColorScheme=0

# one flow, opened: a copy of the page without the policy that forbids further styles
sed -e '/http-equiv="Content-Security-Policy"/d' \
  -e 's|</head>|<style>header.top,nav,footer,main>:not(:has(#flow-F-03)){display:none!important}details::details-content{content-visibility:visible;display:block}</style>&|' \
  "$report/report.html" >"$report/trace.html"
picture 1280,1100 trace trace.html

soffice --headless --norestore "-env:UserInstallation=file://$work/office" \
  --convert-to pdf --outdir "$work" "$report/report.xlsx" >/dev/null 2>&1
# each printed page begins with the name of its sheet
for page in $(seq "$(pdfinfo "$work/report.pdf" | sed -n 's/^Pages: *//p')"); do
  name=$(pdftotext -f "$page" -l "$page" -layout "$work/report.pdf" - | sed -n '/[^ ]/{s/^ *//;s/ *$//;p;q}' |
    tr 'A-Z ' 'a-z-')
  [ -e "docs/pictures/workbook-$name.png" ] ||
    pdftoppm -r 80 -png -singlefile -f "$page" -l "$page" "$work/report.pdf" "docs/pictures/workbook-$name"
done
