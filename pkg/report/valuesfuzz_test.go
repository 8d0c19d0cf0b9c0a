package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// FuzzParseDuration reads a text as a length of time, as a size and as a mark. What is read is in its
// bounds, and the same when it is written and read again.
func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"24h", "90m", "7d", "1h30m", "106751d23h", "10GB", "500 MB", "9223372036854775807", "9TiB", ">= 10", "<-1e300", " > 0x1p-2 ", "1_000", "0d0h", "00000000000000000000001s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDuration(s); err == nil {
			again, err := ParseDuration(d.String())
			if err != nil || again != d || d < 0 || time.Duration(d)%time.Second != 0 {
				t.Errorf("%q became %v, read again as %v, %v", s, d, again, err)
			}
		}
		if n, err := ParseSize(s); err == nil && n < 0 {
			t.Errorf("%q became %d bytes", s, n)
		}
		if m, err := ParseMark(s, GoodUp); err == nil {
			var again Mark
			if err := again.UnmarshalText([]byte(m.String())); err != nil || again != m {
				t.Errorf("%q became %v, read again as %v, %v", s, m, again, err)
			}
		}
	})
}

// FuzzDefinition reads any bytes as a stored definition: what is taken is the same when it is stored and
// read again, and its windows can be computed.
func FuzzDefinition(f *testing.F) {
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"name":"a","timezone":"UTC"} {}`))
	paths, err := filepath.Glob("testdata/definitions/*/*.json")
	if err != nil || len(paths) == 0 {
		f.Fatalf("stored definitions: %v, %v", paths, err)
	}
	for _, path := range paths {
		stored, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stored)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Definition(data)
		if err != nil {
			return
		}
		stored, err := json.Marshal(&r)
		if err != nil {
			t.Fatalf("write what was read: %v", err)
		}
		again, err := Definition(stored)
		if diff := cmp.Diff(r, again); err != nil || diff != "" {
			t.Errorf("read again: %v (-first +again)\n%s", err, diff)
		}
		if start, end := r.WindowAt(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)); end.Before(start) {
			t.Errorf("a window from %s to %s", start, end)
		}
	})
}
