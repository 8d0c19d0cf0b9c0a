package fanlight_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// FuzzNames reads a text as each of the names that items and messages have: what is read is the same when
// it is written and read again, and no text is the ID of a run and of a backfill.
func FuzzNames(f *testing.F) {
	for _, s := range []string{
		"bot@2026-01-02T12:30:00Z+abc123", "bot@2026-01-02T12:30:00Z..2026-01-03T12:30:00Z", "1:id", "2/AAECAwQFBgcICQoLDA0ODw",
		"3:00010203-0405-0607-0809-0a0b0c0d0e0f", "1:a/b", "4:f00d", "f00d:1", "1,234.5 ms", "2026-01-02 12:30:00.000", "a@..", "@",
	} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, epoch int) {
		run, err := fanlight.ParseRunID(s)
		if err == nil && (run.Report() == "" || run.Scheduled().IsZero() && run.Scheduled().Year() != 1) {
			t.Errorf("%q is the run of %q at %s", s, run.Report(), run.Scheduled())
		}
		if _, both := fanlight.ParseBackfillID(s); both && err == nil {
			t.Errorf("%q is the ID of a run and of a backfill", s)
		}
		if start, err := fanlight.ParseStart(s); err == nil {
			for _, written := range []string{start.String(), start.Record()} {
				if again, err := fanlight.ParseStart(written); err != nil || again != start {
					t.Errorf("%q became %+v, and %q %+v, %v", s, start, written, again, err)
				}
			}
		}
		w := fanlight.ParseWinner(s, epoch)
		if again := fanlight.ParseWinner(w.String(), epoch+1); again != w {
			t.Errorf("%q became %+v, and %q %+v", s, w, w.String(), again)
		}
	})
}

// FuzzCommand reads any bytes as a command for a run: what is taken is the same when it is written and
// read again.
func FuzzCommand(f *testing.F) {
	for _, s := range []string{
		`{"action":"replay","run":"bot@2026-01-02T12:30:00Z","epoch":1,"id":"x","failed":true}`,
		`{"action":"resend","to":["a"],"round":2}`, `{"unknown":1}`, `[]`, `{} {}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var c, again fanlight.Command
		if json.Unmarshal(data, &c) != nil {
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatalf("write what was read: %v", err)
		}
		if err := json.Unmarshal(written, &again); err != nil || cmp.Diff(c, again) != "" {
			t.Errorf("%s became %s: %v\n%s", data, written, err, cmp.Diff(c, again))
		}
	})
}
