#!/usr/bin/env bash
# The full size of what docs/reliability.md promises; the test suite runs short versions of it.
#
#   src/reliability/run.sh            everything, about an hour and a half on two cores
#   src/reliability/run.sh kills      one part: kills, faults, resume, swaps, mutants
#
# Mutants are damaged files and requests, read in a heap of 512 MiB. One that is held against the program is told
# with its seed and tried again by, for example: mvn test -Dtest=HostileHdf5Test -Dmutants.hdf5=1 -Dmutants.seed=SEED
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if command -v mvn >/dev/null; then MAVEN=mvn; else MAVEN=./mvnw; fi

run_tests() {
  "$MAVEN" -B -ntp -q -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false "$@" test
}

# Processes are started through the launcher, which runs what has been packaged.
package() {
  "$MAVEN" -B -ntp -q -Djacoco.skip -DskipTests package
}

mutants() {
  rm -rf target/mutants
  run_tests -Dtest='HostileHdf5Test,CraftedFilesTest,HostileLinesTest,HostileDescriptorTest,HostileEncoderTest,HostileImportTest,HostileRequestsTest' \
    -Dtest.heap=-Xmx512m -Dmutants.seed="${SEED:-1}" -Dmutants.hdf5=100000 -Dmutants.metadata=50000 \
    -Dmutants.descriptors=20000 -Dmutants.descriptions=10000 -Dmutants.tokenizers=5000 -Dmutants.models=1000 \
    -Dmutants.picture-models=1000 -Dmutants.onnx-models=1000 -Dmutants.imports=1000 -Dmutants.commands=2000 \
    -Dmutants.requests=10000
}

part() {
  echo "== $1"
  case "$1" in
    kills) package; run_tests -Dtest=KillIT -Dkills="${KILLS:-1000}" -Dlanes="${LANES:-2}" ;;
    faults) run_tests -Dtest=FaultInjectionTest -Dfaults=34 ;;
    resume) run_tests -Dtest=ResumedBuildTest -Dresume.seeds=100 ;;
    swaps) run_tests -Dtest=SwapsUnderLoadTest -Dswaps=50 ;;
    mutants) mutants ;;
    *) echo "expected kills, faults, resume, swaps or mutants, found \"$1\"" >&2; exit 2 ;;
  esac
}

if [ "$#" -eq 0 ]; then
  set -- faults resume swaps mutants kills
fi
for name in "$@"; do
  part "$name"
done
