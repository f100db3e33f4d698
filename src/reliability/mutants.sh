#!/bin/bash
# Reads damaged input by the hundred thousand, in a small heap, and prints what came of it:
#
#   src/reliability/mutants.sh
#
# HDF5 files damaged in their structure; lines of metadata files; descriptors; descriptions, tokenizers and
# models of encoders; whole imports by the command line; search requests. Ends with 1 where anything hung for
# over 10 s, ran out of memory, failed otherwise than in words, or a sound row or line was lost. What is held
# against the program is told with its seed, and repeated by, for example:
#
#   mvn test -Dtest=HostileHdf5Test -Dmutants.hdf5=1 -Dmutants.seed=SEED
#
# Environment: HEAP (-Xmx512m), SEED (1), and how many of each: HDF5 (100000), METADATA (50000),
# DESCRIPTORS (20000), DESCRIPTIONS (10000), TOKENIZERS (5000), MODELS (1000), IMPORTS (1000), COMMANDS (2000),
# REQUESTS (10000).
set -euo pipefail

cd "$(dirname "$0")/../.."
HEAP=${HEAP:--Xmx512m}
SEED=${SEED:-1}
TESTS=HostileHdf5Test,CraftedFilesTest,HostileLinesTest,HostileDescriptorTest,HostileEncoderTest
TESTS=$TESTS,HostileImportTest,HostileRequestsTest
MVN=mvn
command -v mvn >/dev/null || MVN=./mvnw

rm -rf target/mutants
CODE=0
"$MVN" -q -Djacoco.skip -Dtest="$TESTS" -Dtest.heap="$HEAP" -Dmutants.seed="$SEED" \
  -Dmutants.hdf5="${HDF5:-100000}" -Dmutants.metadata="${METADATA:-50000}" \
  -Dmutants.descriptors="${DESCRIPTORS:-20000}" -Dmutants.descriptions="${DESCRIPTIONS:-10000}" \
  -Dmutants.tokenizers="${TOKENIZERS:-5000}" -Dmutants.models="${MODELS:-1000}" \
  -Dmutants.picture-models="${MODELS:-1000}" -Dmutants.imports="${IMPORTS:-1000}" \
  -Dmutants.commands="${COMMANDS:-2000}" -Dmutants.requests="${REQUESTS:-10000}" \
  "$@" test >target/mutants.log 2>&1 || CODE=$?

for what in hdf5 metadata descriptors descriptions tokenizers models picture-models imports commands requests; do
  cat "target/mutants/$what.txt" 2>/dev/null || echo "$what: not tried to the end, see target/mutants.log"
done
exit "$CODE"
