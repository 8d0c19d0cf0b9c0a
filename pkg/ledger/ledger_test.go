package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
)

// TestNew_expiry is rule E4: everything of a run expires the retention and a day
// after its deadline, and META 30 days later.
func TestNew_expiry(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	h.Quiesce()
	ended := h.Clock.Now()
	attempt := h.Shards(run)[0].Winners[0]
	last := run.Deadline.Add(91 * day) // until then the run has ended
	l := ledger.New(h.DynamoDB, h.Names.Table, h.Clock, 0)
	reads := map[string]func() error{
		"progress": func() error { _, err := l.Progress(t.Context(), run, 0); return err },
		"result":   func() error { _, err := l.Result(t.Context(), run, 0, attempt); return err },
		"document": func() error { _, err := l.Document(t.Context(), run); return err },
	}
	expectAll := func(when string, want error) {
		t.Helper()
		for name, read := range reads {
			if err := read(); !errors.Is(err, want) {
				t.Errorf("%s: %s: %v, want %v", when, name, err, want)
			}
		}
	}
	h.DynamoDB.Expire(last.Add(-time.Second))
	expectAll("before", nil)
	h.DynamoDB.Expire(last)
	expectAll("after", ledger.ErrNotFound)
	meta := ended.Add(121 * day)
	h.DynamoDB.Expire(meta.Add(-time.Second))
	if h.Run(runID).ID == "" {
		t.Error("META expired too early")
	}
	h.DynamoDB.Expire(meta)
	if h.Run(runID).ID != "" {
		t.Error("META does not expire")
	}
}
