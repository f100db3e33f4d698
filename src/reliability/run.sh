#!/usr/bin/env bash
# The full size of what docs/reliability.md promises; the test suite runs short versions of it.
#
#   src/reliability/run.sh            everything, about an hour on two cores
#   src/reliability/run.sh kills      one part: kills, faults, resume, swaps
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

part() {
  echo "== $1"
  case "$1" in
    kills) package; run_tests -Dtest=KillIT -Dkills="${KILLS:-1000}" -Dlanes="${LANES:-2}" ;;
    faults) run_tests -Dtest=FaultInjectionTest -Dfaults=34 ;;
    resume) run_tests -Dtest=ResumedBuildTest -Dresume.seeds=100 ;;
    swaps) run_tests -Dtest=SwapsUnderLoadTest -Dswaps=50 ;;
    *) echo "expected kills, faults, resume or swaps, found \"$1\"" >&2; exit 2 ;;
  esac
}

if [ "$#" -eq 0 ]; then
  set -- faults resume swaps kills
fi
for name in "$@"; do
  part "$name"
done
