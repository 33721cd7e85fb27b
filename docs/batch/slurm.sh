#!/bin/bash
# Audits an estate in parts as a Slurm job array; submit-slurm.sh submits it and the merge behind it.
#
# usage: sbatch --array=1-4 docs/batch/slurm.sh OUT AUDIT-ARGUMENTS...
#
# FLOWGAP: the command that starts flowgap (default: flowgap)
#SBATCH --job-name=flowgap
#SBATCH --cpus-per-task=1
#SBATCH --mem=1536M
#SBATCH --requeue
set -eu

out=$1
shift
part=$SLURM_ARRAY_TASK_ID
parts=$SLURM_ARRAY_TASK_COUNT

# A part that was requeued goes on where it was; 3 means that some configurations could not be
# read, which the report says.
${FLOWGAP:-flowgap} audit "$@" --shard "$part/$parts" --out "$out-parts/$part" \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --no-progress --resume || [ $? -eq 3 ]
