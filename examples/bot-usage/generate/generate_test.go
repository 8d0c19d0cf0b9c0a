package main

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

const committed = "../logs"

// What gzip makes of the same bytes may differ between versions of Go, so the
// compressed file is compared by what it holds.
func TestTheSampleIsWhatThisProgramWrites(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := write(folder, sample()); err != nil {
		t.Fatal(err)
	}
	written, there := contents(t, folder), contents(t, committed)
	for name, content := range written {
		if content != there[name] {
			t.Errorf("%s differs: go run ./examples/bot-usage/generate examples/bot-usage/logs", name)
		}
	}
	if len(written) != len(there) {
		t.Errorf("%d files are written, %s holds %d", len(written), committed, len(there))
	}
}

func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, entry := range entries {
		all[entry.Name()] = content(t, filepath.Join(folder, entry.Name()))
	}
	return all
}

func content(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The sample, read and queried as the pipeline does it, gives the promised
// numbers.
func TestTheSampleHoldsThePromisedNumbers(t *testing.T) {
	t.Parallel()
	files, err := logfile.Open(committed)
	if err != nil {
		t.Fatal(err)
	}
	window := cwli.Window{Start: windowStart.UnixMilli(), End: windowEnd.UnixMilli()}
	for query, want := range map[string]float64{
		"filter (is_group=1) | stats count(*) as calls":    groupCalls,
		"filter (is_group=0) | stats count(*) as calls":    privateCalls,
		"filter (is_new_user=1) | stats count(*) as calls": newUsers,
		"stats count(*) as calls":                          records,
	} {
		q, err := cwli.Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		x := q.Execution(cwli.Options{Window: window})
		if err := files.Each(context.Background(), "bot", x.Add); err != nil {
			t.Fatal(err)
		}
		if s := x.Result().Statistics; s.RecordsMatched != want || s.RecordsScanned != records {
			t.Errorf("%s: %v of %v records, want %v of %d", query, s.RecordsMatched, s.RecordsScanned, want, records)
		}
	}
}

// Updates stand on the last millisecond before the window's boundaries and on
// the first behind them.
func TestTheBoundariesMatter(t *testing.T) {
	t.Parallel()
	found := map[int64]int{}
	for _, s := range sample() {
		for _, l := range s.lines {
			found[l.at.UnixMilli()]++
		}
	}
	for _, boundary := range []int64{windowStart.UnixMilli(), windowEnd.UnixMilli()} {
		if found[boundary-1] == 0 || found[boundary] == 0 {
			t.Errorf("at %d: %d lines before, %d behind", boundary, found[boundary-1], found[boundary])
		}
	}
}
