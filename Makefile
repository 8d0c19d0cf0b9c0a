# Fanlight. `make` without a target lists the targets.
GO        ?= go
FUNCTIONS := dispatcher worker reporter janitor
SEEDS     ?=
FIRST     ?= 1
SEED      ?=
SIMTIME   ?= 2m
SIM       := $(GO) run ./scripts/sim -first $(FIRST)
FUZZTIME  ?= 30s
FUZZJOBS  ?= 1
SOAK      ?= 10m
BENCH     ?= .
ROW       ?= all
CASES     ?= 3000
QUERIES   ?= 3000
VERSION   ?=
SAMPLE    := examples/bot-usage

.DEFAULT_GOAL := help
.PHONY: help run test lint race plain queries seeds sim sim-planted mutants gremlins test-terraform lint-terraform test-planted e2e e2e-wide build package deploy destroy cli release golden panics bench bench-child bench-go bench-query instructions oracle memory sizes gallery pictures fuzz soak clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## run the example report over its log sample, on this machine
	@$(GO) run ./cmd/fanlight run $(SAMPLE)/bot-usage.yaml --values $(SAMPLE)/values.yaml \
		--logs $(SAMPLE)/logs --at 2026-01-02T12:30:00Z --out out

test: ## what every change must pass: lint, race, plain, queries and seeds, each with its time
	@scripts/timed.sh lint $(MAKE) --no-print-directory lint
	@scripts/timed.sh race $(MAKE) --no-print-directory race
	@scripts/timed.sh plain $(MAKE) --no-print-directory plain
	@scripts/timed.sh queries $(MAKE) --no-print-directory queries
	@scripts/timed.sh simulator $(MAKE) --no-print-directory seeds

lint: ## golangci-lint, with the linters of .golangci.yml
	$(GO) tool -modfile=.ci/tools/lint/go.mod golangci-lint run

# What starts goroutines or has locks, in its code or in its tests: here the race detector has
# something to find. A test holds that nothing else starts or has any.
CONCURRENT := ./cmd/... ./functions/... ./pkg/compress ./pkg/cwli ./pkg/cwli/cwlitest ./pkg/cwli/expr \
	./pkg/deliver/attempt ./pkg/deliver/channel/... ./pkg/deliver/email/emailtest ./pkg/deliver/s3/... \
	./pkg/deliver/secret ./pkg/deliver/slack/slacktest ./pkg/lambdaevent ./pkg/local/... ./pkg/localaws/... \
	./pkg/logfile/... ./pkg/pipeline/settle ./pkg/recent ./pkg/render/rendertest ./pkg/sim ./pkg/stack ./scripts/bench \
	./scripts/conformance/... ./scripts/e2e ./scripts/fuzz ./scripts/sim ./scripts/sizes ./scripts/soak

# Tests that run programs for most of their time, and the folders that they are in.
PROGRAMS := TestMain_scripts TestSessionWithTheCLI TestExampleInPython TestExampleInJavaScript
OF_PROGRAMS := ./cmd/fanlight ./examples/stand-in

# Tests of these packages that take long and do one thing after the other, or what another test
# there does at once with the race detector.
SEQUENTIAL := TestRun_fault_free TestRun_shuffled TestTrace TestJudgeWritten TestOptions_History TestShrink \
	TestSettler_Settle_accidents TestSettler_Settle_lost_answer_of_every_call TestSettler_Finish_every_width \
	TestSettler_Finish_crashes_over_two_shards TestSettler_SettleMissing_against_the_last_worker \
	TestServer_ServeHTTP_attachment_too_large FuzzViews
OF_SEQUENTIAL := ./pkg/sim ./pkg/pipeline/settle ./pkg/deliver/email/emailtest ./cmd/fanlight/preview

# The pattern of some names.
empty :=
named = ^($(subst $(empty) ,|,$(strip $(1))))$$
UNRACED := $(call named,$(PROGRAMS) $(SEQUENTIAL))

# Vet is one of the linters. The simulator's seeds have one goroutine each, and `make seeds` runs
# them from the first one on: a few at once show what they share.
race: ## the packages that start goroutines or have locks, with the race detector
	FANLIGHT_SIM_SEEDS=40 $(GO) test -race -vet=off -skip '$(UNRACED)' $(CONCURRENT)

# What a test compares with the code.
.PHONY: concurrent unraced
concurrent:
	@$(GO) list $(CONCURRENT)
unraced:
	@printf '%s\n' $(PROGRAMS) $(SEQUENTIAL) $(OF_PROGRAMS) $(OF_SEQUENTIAL)

plain: ## all other packages, and the tests that run programs or are sequential, without it
	@all=$$($(GO) list ./...) && $(GO) test -vet=off -skip '$(UNRACED)' \
		$$(printf '%s\n' $$all $$($(GO) list $(CONCURRENT)) | sort | uniq -u)
	@$(GO) test -vet=off -run '$(call named,$(SEQUENTIAL))' $(OF_SEQUENTIAL)
	@$(GO) test -vet=off -count=1 -run '$(call named,$(PROGRAMS))' $(OF_PROGRAMS)

queries: ## QUERIES generated queries on the engine against a naive reference
	FANLIGHT_QUERIES=$(QUERIES) $(GO) test -vet=off -count=1 -run _naive ./pkg/cwli

# What fits into two minutes on two processors: crash points and scopes with one crash, then as
# many of the seeds as there is time for.
seeds: ## the simulator's part of test: crash points, scopes, SEEDS seeds from FIRST on, and some that turn with the commit, in SIMTIME
	@$(SIM) -parts crash,scopes,seeds -seeds $(or $(SEEDS),100000) -turning 2000 -for $(SIMTIME) $(SIMFLAGS)

sim: ## all parts of the simulator, with SEEDS seeds from FIRST on; SEED=4711 runs that one and prints its trace
	@$(SIM) $(if $(SEED),-seed $(SEED),-thorough -seeds $(or $(SEEDS),20000)) $(SIMFLAGS)

sim-planted: ## that the simulator finds each bug that is planted
	FANLIGHT_SIM_SEEDS=$(or $(SEEDS),10000) $(GO) test -vet=off -count=1 -timeout 0 -run 'TestPlantedBug|TestScope_bugs' ./pkg/sim

mutants: ## each deliberate bug of pkg/sim/mutants in a copy, and which part of the proof finds it; MUTANTS=name … for some, MUTANTSFLAGS=-all to ask every part
	@$(GO) run ./scripts/mutants $(MUTANTSFLAGS) $(MUTANTS)

gremlins: ## mutation testing by gremlins of the pure parts: text, schedules and windows, settling
	@scripts/gremlins.sh

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
	$(GO) run ./scripts/panics -seed $(or $(SEED),1)

bench: ## the pipeline in virtual time against its targets: all, or ROW=100 of 3 100 1000 10000 reports
	$(GO) run ./scripts/bench -row $(ROW) $(BENCHFLAGS)

bench-child: ## what a query costs fanlight run: calls of AWS, and processor time beside the same calls bare
	$(GO) run ./scripts/child $(BENCHFLAGS)

bench-go: ## the Go benchmarks whose names match BENCH
	$(GO) test -run '^$$' -bench '$(BENCH)' $$(git grep -l '^func Benchmark' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')

instructions: ## the instructions of six small workloads against those of counts.tsv: fails if one takes 5 % more (valgrind); INSTRUCTIONSFLAGS=-update, '-rounds 10', '-planted 8'
	@$(GO) run ./scripts/instructions $(INSTRUCTIONSFLAGS)

bench-query: ## fanlight query against DuckDB, jq and a loop by hand, answers compared first (cgo, a C++ linker)
	@scripts/bench-query.sh $(BENCHFLAGS)

oracle: ## CASES generated queries on DuckDB against the reference of pkg/cwli/naive (cgo, a C++ linker)
	cd scripts/oracle && CGO_ENABLED=1 $(GO) test . && CGO_ENABLED=1 $(GO) run . -cases $(CASES)

memory: ## peaks of worker and reporter with large results, each in a memory cgroup of its size (Linux, root)
	$(GO) run ./scripts/memory

sizes: ## sizes and starts of the programs against programs that only make the same calls (SIZESFLAGS=-cold: make run from an empty build cache, too)
	$(GO) run ./scripts/sizes $(SIZESFLAGS)

gallery: ## every form of the examples and of the tests' documents in out/gallery, with pictures and figures by Chromium
	@scripts/gallery.sh

pictures: ## the pictures in the folders of the examples, by Chromium
	@$(GO) run ./scripts/gallery -pictures

fuzz: ## every fuzz target for FUZZTIME each, FUZZJOBS at once; those that docs/fuzz.tsv has for the content of their package are skipped
	@$(GO) run ./scripts/fuzz -time $(FUZZTIME) -jobs $(FUZZJOBS) $(FUZZFLAGS)

soak: ## fanlight local under load for SOAK, with kills, full disks and receivers that fail (SOAKFLAGS='-rate 50'); full disks need Linux and root
	$(GO) run ./scripts/soak -time $(SOAK) $(SOAKFLAGS)

clean: ## remove what was built
	rm -rf bin dist out
