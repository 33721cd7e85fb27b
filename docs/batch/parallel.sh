#!/bin/sh
# Audits an estate in N parts with GNU parallel, and merges them into one report.
#
# usage: parallel.sh N OUT AUDIT-ARGUMENTS...
#   docs/batch/parallel.sh 4 report exports --flows flows.csv --at 2026-11-02T22:00:00Z
#
# FLOWGAP: the command that starts flowgap (default: flowgap)
# MERGE_OPTIONS: what the merge shall write, such as --format html,json --split-by owner
# PARALLEL_OPTIONS: further options of GNU parallel, such as --sshlogin host1,host2 --workdir .
# (the folders must then be shared by all hosts)
set -eu

parts=$1
out=$2
shift 2
: "${FLOWGAP:=flowgap}"

# A part is done when its status is 0 (or 3: some configurations could not be read, which the
# report says). Part I keeps what it has in OUT-parts/I, so that a part that was lost is done again
# by itself, and --resume does no firewall twice.
# shellcheck disable=SC2086 # options are words
seq "$parts" | parallel --quote --line-buffer --halt soon,fail=1 ${PARALLEL_OPTIONS:-} \
  sh -c "$FLOWGAP"' audit "$@" || [ $? -eq 3 ]' flowgap \
  "$@" --shard "{}/$parts" --out "$out-parts/{}" --jobs 1 --resume

set --
for part in $(seq "$parts"); do
  set -- "$@" "$out-parts/$part"
done
# shellcheck disable=SC2086 # options are words
exec $FLOWGAP merge "$@" --out "$out" ${MERGE_OPTIONS:-}
