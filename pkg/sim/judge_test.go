package sim

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// TestJudge lets the checker judge some seeds, and as many others by way of JSON.
func TestJudge(t *testing.T) {
	t.Parallel()
	for seed := uint64(1); seed <= uint64(max(40, seeds()/10)); seed++ {
		o := Options{Queries: Few}
		r, found := Judge(seed, o)
		if seed%2 == 0 {
			var err error
			if r, found, err = JudgeWritten(seed, o); err != nil {
				t.Fatal(err)
			}
		}
		if len(r.Violations) == 0 && len(found) > 0 {
			t.Errorf("SEED=%d HISTORY=file go test ./pkg/sim -run TestWriteHistory\n%v", seed, found)
		}
	}
}

// TestJudgeWritten holds that a history is judged alike as it happens and as it is written,
// also one with a planted bug.
func TestJudgeWritten(t *testing.T) {
	t.Parallel()
	findings := 0
	for _, o := range []Options{{Queries: Few}, {Queries: Few, Unjudged: true, bug: unannounced}} {
		for seed := uint64(1); seed <= 15; seed++ {
			_, direct := Judge(seed, o)
			_, written, err := JudgeWritten(seed, o)
			if err != nil || fmt.Sprint(direct) != fmt.Sprint(written) {
				t.Errorf("seed %d: %v as it happens, %v as it is written, %v", seed, direct, written, err)
			}
			findings += len(direct)
		}
	}
	if findings == 0 {
		t.Error("the planted bug was not found")
	}
}

// TestOptions_History holds that a history changes nothing of what happens.
func TestOptions_History(t *testing.T) {
	t.Parallel()
	for seed := uint64(1); seed <= 20; seed++ {
		lines := 0
		o := Options{Queries: Few}
		with := o
		with.History = func(history.Line) { lines++ }
		if a, b := Run(seed, o), Run(seed, with); !reflect.DeepEqual(a, b) || lines < a.Calls {
			t.Errorf("seed %d: hash %x, with a history of %d lines %x", seed, a.Hash, lines, b.Hash)
		}
	}
}

// TestWriteHistory writes the history of a seed; of SEED into the file HISTORY, if they are set.
func TestWriteHistory(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if _, err := WriteHistory(&b, uint64(setting("SEED", 17)), Options{Queries: setting("QUERIES", Few)}); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(b.String()), "\n"); !strings.Contains(lines[0], `"world"`) || !strings.Contains(lines[len(lines)-1], `"over"`) {
		t.Errorf("the first line is %s, the last one %s", lines[0], lines[len(lines)-1])
	}
	if path := os.Getenv("HISTORY"); path != "" {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
