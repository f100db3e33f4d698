#!/usr/bin/env bash
# The full size of what docs/reliability.md promises; the test suite runs short versions of it.
#
#   src/reliability/run.sh            everything, some hours on two cores, most of them the kills and the soak
#   src/reliability/run.sh kills      one part: faults, full-disks, resume, swaps, mutants, offline, kills, soak
#
# Full disks take root, offline takes unshare and ip; both need Linux.
#
# Mutants are damaged files and requests, read in a heap of 512 MiB. One that is held against the program is told
# with its seed and tried again by, for example: mvn test -Dtest=HostileHdf5Test -Dmutants.hdf5=1 -Dmutants.seed=SEED
#
# Environment: KILLS (1000) and LANES (2) of the kills, SEED (1) of the mutants, REQUESTS (1000000) of the soak.
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

# A program that tries to leave must be noticed, or the other run would tell nothing.
offline() {
  if src/reliability/offline.sh --control; then
    echo "expected attempts to be counted, found none" >&2
    exit 1
  fi
  src/reliability/offline.sh
}

part() {
  echo "== $1"
  case "$1" in
    faults) run_tests -Dtest=FaultInjectionTest -Dfaults=34 ;;
    full-disks) package; run_tests -Dtest=FullDiskIT -Ddisks=60 ;;
    resume) run_tests -Dtest=ResumedBuildTest -Dresume.seeds=100 ;;
    swaps) run_tests -Dtest=SwapsUnderLoadTest -Dswaps=50 ;;
    mutants) mutants ;;
    offline) package; offline ;;
    kills) package; run_tests -Dtest=KillIT -Dkills="${KILLS:-1000}" -Dlanes="${LANES:-2}" ;;
    soak) package; run_tests -Dtest=SoakIT -Dsoak.requests="${REQUESTS:-1000000}" ;;
    *)
      echo "expected faults, full-disks, resume, swaps, mutants, offline, kills or soak, found \"$1\"" >&2
      exit 2
      ;;
  esac
}

if [ "$#" -eq 0 ]; then
  set -- faults full-disks resume swaps mutants offline kills soak
fi
for name in "$@"; do
  part "$name"
done
