#!/bin/sh
# Submits an audit in N parts to Slurm, and a job that merges them when all are done.
#
# usage: submit-slurm.sh N OUT AUDIT-ARGUMENTS...
#   docs/batch/submit-slurm.sh 4 report exports --flows flows.csv --at 2026-11-02T22:00:00Z
#
# MERGE_OPTIONS: what the merge shall write, such as --format html,json --split-by owner
set -eu

parts=$1
out=$2
shift 2
here=$(dirname -- "$0")
job=$(sbatch --parsable --array="1-$parts" "$here/slurm.sh" "$out" "$@")
folders=$(seq -f "$out-parts/%g" "$parts" | tr '\n' ' ')
sbatch --parsable --dependency="afterok:$job" --job-name=flowgap-merge --mem=1536M \
  --wrap "${FLOWGAP:-flowgap} merge $folders --out $out ${MERGE_OPTIONS:-}"
