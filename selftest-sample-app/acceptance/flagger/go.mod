// Not part of the build: for flagger.sh alone.
module io.github.selftest/acceptance/flagger

go 1.26.0

require github.com/fluxcd/flagger v1.44.0
