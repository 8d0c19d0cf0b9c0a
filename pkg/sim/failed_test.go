package sim

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestRun_failed_seeds runs the seeds again that failed once. Their list says what each
// showed; add a line when a seed fails.
func TestRun_failed_seeds(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/failed_seeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		seed, o, err := parseFailed(line)
		if err != nil {
			t.Error(err)
			continue
		}
		ran++
		if r, found := Judge(seed, o); len(r.Violations) > 0 || len(found) > 0 {
			t.Errorf("seed %d fails again: %v %v\n%s", seed, r.Violations, found, Explain(seed, o))
		}
	}
	if ran == 0 {
		t.Error("no seed is listed")
	}
}

// parseFailed reads "SEED QUERIES what it showed".
func parseFailed(line string) (seed uint64, o Options, err error) {
	var queries string
	if _, err := fmt.Sscan(line, &seed, &queries); err != nil {
		return 0, o, fmt.Errorf("testdata/failed_seeds.txt: %q: %w: want SEED QUERIES what it showed", line, err)
	}
	if o.Queries = Few; queries != "few" {
		_, err = fmt.Sscan(queries, &o.Queries)
	}
	return seed, o, err
}
