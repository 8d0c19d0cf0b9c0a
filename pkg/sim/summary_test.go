package sim

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// summary is the line that `make sim` prints: what the seeds went through, and what
// held. Go's test command shows no output of a package that passes, so it goes to the
// file that FANLIGHT_SIM_SUMMARY names.
func summary(t *testing.T, total Counts, calls, violations int) string {
	t.Helper()
	faults := make([]string, 0, len(total))
	for _, f := range Faults() {
		faults = append(faults, fmt.Sprintf("%s %d", f, total[f]))
	}
	return fmt.Sprintf("%d seeds from %d, %d calls, %d seeds with violations; invariants: %s; faults: %s",
		seeds(), setting("FANLIGHT_SIM_FIRST", 1), calls, violations, strings.Join(invariants(t), ", "), strings.Join(faults, ", "))
}

var violated = regexp.MustCompile(`\.violate\("([^"]+)"`)

// invariants returns the names of the rules that the oracle asserts, sorted: its
// source is their only list.
func invariants(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("oracle/*.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range violated.FindAllSubmatch(source, -1) {
			names[string(match[1])] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// keepSummary writes the summary to the file that `make sim` prints.
func keepSummary(t *testing.T, line string) {
	t.Helper()
	t.Log(line)
	if path := os.Getenv("FANLIGHT_SIM_SUMMARY"); path != "" {
		if err := os.WriteFile(path, []byte(line+"\n"), 0o600); err != nil {
			t.Error(err)
		}
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	var total Counts
	total[CrashBefore] = 7
	line := summary(t, total, 12, 0)
	for _, part := range []string{"12 calls, 0 seeds with violations", "E3, ", "J9, ", "W5", CrashBefore.String() + " 7", "delivery asked to wait 0"} {
		if !strings.Contains(line, part) {
			t.Errorf("%q is not in %s", part, line)
		}
	}
}
