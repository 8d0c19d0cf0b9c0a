package terraform_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/insights"
)

// TestOperationsPageListsWhatThePoliciesForPeopleAllow compares the table of docs/operations.md
// with people.tf.
func TestOperationsPageListsWhatThePoliciesForPeopleAllow(t *testing.T) {
	t.Parallel()
	_, block, _ := strings.Cut(read(t, "modules/fanlight/people.tf"), "  people = {\n")
	block, _, found := strings.Cut(block, "\n  }\n")
	if !found {
		t.Fatal("people.tf has no people")
	}
	allowed := map[string][]string{}
	for _, who := range regexp.MustCompile(`(?ms)^    (\w+) = \{\n(.*?)^    \}`).FindAllStringSubmatch(block+"\n", -1) {
		allowed[who[1]] = actionsIn(who[2], `"`)
	}
	listed := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(reader|operator)` \\| .*$").FindAllStringSubmatch(read(t, "../docs/operations.md"), -1) {
		listed[row[1]] = actionsIn(row[0], "`")
	}
	if diff := cmp.Diff(allowed, listed); diff != "" || len(allowed) != 2 {
		t.Errorf("docs/operations.md (-people.tf +docs):\n%s", diff)
	}
}

// actionsIn returns the actions in a text, each between two marks, in order.
func actionsIn(text, mark string) (actions []string) {
	for _, found := range regexp.MustCompile(mark+`([a-z]+:[A-Z][A-Za-z]+)`+mark).FindAllStringSubmatch(text, -1) {
		actions = append(actions, found[1])
	}
	slices.Sort(actions)
	return slices.Compact(actions)
}

// TestOperationsPageListsWhatDoctorNeeds compares the list of docs/operations.md with the calls
// of the checks: those of the ledger and of its questions to Logs Insights, and those whose inputs the code makes.
func TestOperationsPageListsWhatDoctorNeeds(t *testing.T) {
	t.Parallel()
	called := map[string]bool{"dynamodb:GetItem": true, "dynamodb:Query": true}
	for _, operation := range methods[insights.API]() {
		called[action("logs", operation)] = true
	}
	files, err := filepath.Glob("../cmd/fanlight/doctor/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := filepath.Base(file); !strings.HasSuffix(name, "_test.go") && (name == "probe.go" || !strings.HasPrefix(name, "probe")) {
			maps.Copy(called, calledIn(t, file))
		}
	}
	delete(called, "sts:GetCallerIdentity") // which nobody is denied
	line := regexp.MustCompile("(?m)^The checks need .*$").FindString(read(t, "../docs/operations.md"))
	if diff := cmp.Diff(slices.Sorted(maps.Keys(called)), actionsIn(line, "`")); diff != "" {
		t.Errorf("docs/operations.md (-called +listed):\n%s", diff)
	}
}

// calledIn returns the actions of the SDK's calls in a file.
func calledIn(t *testing.T, file string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	prefixes := map[string]string{"cloudwatchlogs": "logs"}
	called := map[string]bool{}
	for _, input := range regexp.MustCompile(`\b([a-z0-9]+)\.([A-Z]\w+)Input\{`).FindAllStringSubmatch(string(text), -1) {
		service, operation := input[1], input[2]
		if other, ok := prefixes[service]; ok {
			service = other
		}
		if operation == "Invoke" { // the action of this call has another name
			operation = "InvokeFunction"
		}
		called[service+":"+operation] = true
	}
	return called
}
