package main

import (
	"context"
	"testing"

	"github.com/fanlight/fanlight/examples/internal/sample"
	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// committed is the folder of the sample in the repository.
const committed = "../logs"

// TestFiles compares the compressed file by its content, since versions of Go may
// compress the same bytes differently.
func TestFiles(t *testing.T) {
	t.Parallel()
	there, err := sample.Read(committed)
	if err != nil {
		t.Fatal(err)
	}
	written := files(streams())
	for name, content := range written {
		if content != there[name] {
			t.Errorf("%s differs: go run ./examples/bot-usage/generate examples/bot-usage/logs", name)
		}
	}
	if len(written) != len(there) {
		t.Errorf("%d files are written, %s holds %d", len(written), committed, len(there))
	}
}

// TestStreams_numbers queries the sample as the pipeline does.
func TestStreams_numbers(t *testing.T) {
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
		result, err := x.Result(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if s := result.Statistics; s.RecordsMatched != want || s.RecordsScanned != records {
			t.Errorf("%s: %v of %v records, want %v of %d", query, s.RecordsMatched, s.RecordsScanned, want, records)
		}
	}
}

// TestStreams_boundaries checks that there are updates in the last millisecond before
// each end of the window and in the first one after it.
func TestStreams_boundaries(t *testing.T) {
	t.Parallel()
	found := map[int64]int{}
	for _, s := range streams() {
		for _, l := range s.lines {
			found[l.at.UnixMilli()]++
		}
	}
	for _, boundary := range []int64{windowStart.UnixMilli(), windowEnd.UnixMilli()} {
		if found[boundary-1] == 0 || found[boundary] == 0 {
			t.Errorf("at %d: %d lines before, %d after", boundary, found[boundary-1], found[boundary])
		}
	}
}
