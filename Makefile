# Fanlight. `make` alone lists what there is.
GO        ?= go
FUNCTIONS := dispatcher worker reporter janitor
ENV       ?= dev
SEEDS     ?= 10000
SAMPLE    := examples/bot-usage

.DEFAULT_GOAL := help
.PHONY: help run test lint vet race sim build cli golden fuzz bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## run the example report over its log sample, on this machine
	@$(GO) run ./cmd/fanlight run $(SAMPLE)/bot-usage.yaml --values $(SAMPLE)/values.yaml \
		--logs $(SAMPLE)/logs --at 2026-01-02T12:30:00Z --out out

test: lint race sim ## all checks: format, vet, staticcheck, tests with the race detector, the simulator

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
		if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool -modfile=.ci/tools/go.mod staticcheck ./...

race: ## the tests with the race detector
	$(GO) test -race ./...

sim: ## SEEDS seeds of the deterministic simulator, without the race detector
	FANLIGHT_SIM_SEEDS=$(SEEDS) $(GO) test -count=1 ./pkg/sim

build: $(FUNCTIONS:%=dist/%/bootstrap) ## the four functions for Lambda (arm64), in dist/

dist/%/bootstrap: $(shell git ls-files '*.go' go.mod go.sum)
	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 $(GO) build -tags lambda.norpc -trimpath -ldflags '-s -w' -o $@ ./functions/$*

cli: ## the command-line program, as bin/fanlight
	$(GO) build -trimpath -o bin/fanlight ./cmd/fanlight

golden: ## write the golden files anew; review the difference
	$(GO) test ./pkg/... ./cmd/... -update

clean: ## remove what was built
	rm -rf bin dist out
