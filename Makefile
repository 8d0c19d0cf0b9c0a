# Fanlight. `make` without a target lists the targets.
GO        ?= go
FUNCTIONS := dispatcher worker reporter janitor
SEEDS     ?= 10000
FIRST     ?= 1
SEED      ?= 1
FUZZTIME  ?= 30s
SOAK      ?= 10m
BENCH     ?= .
ROW       ?= all
CASES     ?= 3000
QUERIES   ?= 3000
VERSION   ?=
SAMPLE    := examples/bot-usage

.DEFAULT_GOAL := help
.PHONY: help run test lint race large queries seeds sim test-terraform lint-terraform test-planted e2e e2e-wide build package deploy destroy cli release golden panics bench bench-go bench-query oracle memory gallery pictures fuzz soak clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## run the example report over its log sample, on this machine
	@$(GO) run ./cmd/fanlight run $(SAMPLE)/bot-usage.yaml --values $(SAMPLE)/values.yaml \
		--logs $(SAMPLE)/logs --at 2026-01-02T12:30:00Z --out out

test: ## what every change must pass: lint, race, large, queries and seeds, each with its time
	@scripts/timed.sh lint $(MAKE) --no-print-directory lint
	@scripts/timed.sh race $(MAKE) --no-print-directory race
	@scripts/timed.sh large $(MAKE) --no-print-directory large
	@scripts/timed.sh queries $(MAKE) --no-print-directory queries
	@scripts/timed.sh simulator $(MAKE) --no-print-directory seeds

lint: ## golangci-lint, with the linters of .golangci.yml
	$(GO) tool -modfile=.ci/tools/lint/go.mod golangci-lint run

# Tests that run programs for most of their time, and the folders that they are in. They run
# without the race detector in large; go test -race takes them, too.
PROGRAMS := TestMain_scripts TestSessionWithTheCLI TestExampleInPython TestExampleInJavaScript
OF_PROGRAMS := ./cmd/fanlight ./examples/stand-in
empty :=
ONLY_PROGRAMS := ^($(subst $(empty) ,|,$(PROGRAMS)))$$

race: ## all tests but those of large, with the race detector
	$(GO) test -race -skip '$(ONLY_PROGRAMS)' ./...

# The ones of pkg/sim run in seeds.
LARGE := ':(glob)**/large_test.go' ':!pkg/sim/large_test.go'

large: ## the tests of large_test.go, which have too much data or too many steps for the race detector, and those that run programs
	@$(GO) test -count=1 -run "^($$(git grep -h '^func Test' -- $(LARGE) | sed 's/^func \([A-Za-z0-9_]*\).*/\1/' | paste -sd '|' -))$$" \
		$$(git ls-files $(LARGE) | xargs -n1 dirname | sort -u | sed 's|^|./|')
	@$(GO) test -count=1 -run '$(ONLY_PROGRAMS)' $(OF_PROGRAMS)

queries: ## QUERIES generated queries on the engine against a naive reference
	FANLIGHT_QUERIES=$(QUERIES) $(GO) test -count=1 -run _naive ./pkg/cwli

seeds: ## SEEDS seeds of the simulator from FIRST on, without the race detector
	@$(MAKE) --no-print-directory sim SIMFLAGS='-skip TestPlantedBug'

sim: ## the seeds, and that the simulator finds each bug that is planted
	@summary=$$(mktemp) && trap 'cat $$summary; rm -f $$summary' EXIT && \
		FANLIGHT_SIM_SUMMARY=$$summary FANLIGHT_SIM_SEEDS=$(SEEDS) FANLIGHT_SIM_FIRST=$(FIRST) $(GO) test -count=1 -timeout 0 $(SIMFLAGS) ./pkg/sim

test-terraform: ## the Terraform module, its examples and the environments: format, validation, rules
	scripts/test-terraform.sh

lint-terraform: ## the Terraform module, its examples and the environments with tflint and tfsec
	scripts/lint-terraform.sh

test-planted: ## that each rule of the Terraform module finds the bug that is planted for it
	scripts/test-terraform.sh planted

e2e: ## dev applied to an independent AWS, a report followed to its delivery, destroyed
	scripts/e2e/run.sh

e2e-wide: ## 200 reports of ten log groups each and a pattern that covers them, applied to an independent AWS
	scripts/e2e/wide.sh

build: $(FUNCTIONS:%=dist/%/bootstrap) ## the four functions for Lambda (arm64), in dist/

# The reporter alone holds the version. Without a build ID, which covers the flags, a new version
# leaves the other functions as they are.
dist/%/bootstrap: dist/version $(shell git ls-files '*.go' go.mod go.sum)
	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 $(GO) build -tags lambda.norpc -trimpath -buildvcs=false \
		-ldflags "-s -w -buildid= -X github.com/fanlight/fanlight/functions/internal/config.version=$$(cat dist/version)" -o $@ ./functions/$*

.PHONY: always
dist/version: always
	@mkdir -p dist && scripts/version.sh >$@.new && if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

package: ## reproducible zips of the functions, in dist/
	scripts/package.sh

deploy: ## compile, package, plan and apply ENV=dev (asks before it applies)
	scripts/deploy.sh "$(ENV)" $(REPORTS)

destroy: ## destroy ENV; a protected one is refused
	scripts/destroy.sh "$(ENV)"

cli: ## the command-line program, as bin/fanlight
	$(GO) build -trimpath -ldflags "-X github.com/fanlight/fanlight/cmd/fanlight/cli.version=$$(scripts/version.sh)" -o bin/fanlight ./cmd/fanlight

release: ## the files of a release in dist/release: of the tag VERSION, else a snapshot; publishes nothing
	scripts/release.sh $(VERSION)

golden: ## write the golden files again; review the difference
	$(GO) test $$(git grep -lE 'golden\.(Compare|Updating)\(' -- '*_test.go' ':!pkg/golden' | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

panics: ## draws 30 exported functions by SEED and checks that a test of their name runs them
	$(GO) run ./scripts/panics -seed $(SEED)

bench: ## the pipeline in virtual time against its targets: all, or ROW=100 of 3 100 1000 10000 reports
	$(GO) run ./scripts/bench -row $(ROW) $(BENCHFLAGS)

bench-go: ## the Go benchmarks whose names match BENCH
	$(GO) test -run '^$$' -bench '$(BENCH)' $$(git grep -l '^func Benchmark' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')

bench-query: ## fanlight query against DuckDB, jq and a loop by hand, answers compared first (cgo, a C++ linker)
	@scripts/bench-query.sh $(BENCHFLAGS)

oracle: ## CASES generated queries on DuckDB against the reference of pkg/cwli/naive (cgo, a C++ linker)
	cd scripts/oracle && CGO_ENABLED=1 $(GO) test . && CGO_ENABLED=1 $(GO) run . -cases $(CASES)

memory: ## peaks of worker and reporter with large results, each in a memory cgroup of its size (Linux, root)
	$(GO) run ./scripts/memory

gallery: ## every form of the examples and of the tests' documents in out/gallery, with pictures and figures by Chromium
	@scripts/gallery.sh

pictures: ## the pictures in the folders of the examples, by Chromium
	@$(GO) run ./scripts/gallery -pictures

fuzz: ## every fuzz target for FUZZTIME each
	@for file in $$(git grep -l '^func Fuzz' -- '*_test.go'); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			echo "$$file $$target"; \
			$(GO) test ./$$(dirname $$file) -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x || exit 1; \
		done; \
	done

soak: ## fanlight local under load for SOAK, with kills, full disks and receivers that fail (SOAKFLAGS='-rate 50'); full disks need Linux and root
	$(GO) run ./scripts/soak -time $(SOAK) $(SOAKFLAGS)

clean: ## remove what was built
	rm -rf bin dist out
