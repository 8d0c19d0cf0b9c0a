package cwli

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestReadSourceTimes(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)
	at := func(text string) int64 {
		t.Helper()
		parsed, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed.UnixMilli()
	}
	run := Window{at("2026-01-01T00:00:00Z"), at("2026-01-02T00:00:00Z")}
	for times, want := range map[string]Window{
		"":                      run,
		"START=-604800s END=0s": {at("2026-01-25T12:00:00Z"), at("2026-02-01T12:00:00.001Z")},
		"start=-1d end=now":     {at("2026-01-31T12:00:00Z"), at("2026-02-01T12:00:00.001Z")},
		"START=2026-01-23T00:00:00.000Z END=2026-01-23T23:59:59.999Z": {at("2026-01-23T00:00:00Z"), at("2026-01-24T00:00:00Z")},
		"START=1767225600 END=1767225600999":                          {at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:01Z")},
		"START=2026-01-01":                                            run,
		"START=2026-01-01T12:00:00+01:00":                             {at("2026-01-01T11:00:00Z"), run.End},
		"END='-2w'":                                                   {run.Start, at("2026-01-18T12:00:00.001Z")},
	} {
		q, err := Compile("SOURCE 'g' " + times + " | limit 1")
		if err != nil {
			t.Errorf("%s: %v", times, err)
			continue
		}
		if in := q.Inputs()[0]; in.Window(run, now) != want || in.Timed() != (times != "") {
			t.Errorf("%s: %v, timed %v, want %v", times, in.Window(run, now), in.Timed(), want)
		}
	}
	for _, reversed := range []string{"START=2026-01-02 END=2026-01-01", "START=0s END=-1h", "START=now END=-1h"} {
		_, err := Compile("SOURCE 'g' " + reversed + " | limit 1")
		if e, ok := errors.AsType[*expr.Error](err); !ok || e.Unsupported || !strings.Contains(e.Message, " before END=") {
			t.Errorf("%s: %v, want that the start is before the end", reversed, err)
		}
	}
	for _, wrong := range []string{"START=yesterday", "END=1y", "START=-1d | SOURCE 'h' END=now"} {
		_, err := Compile("SOURCE 'g' " + wrong + " | limit 1")
		if e, ok := errors.AsType[*expr.Error](err); !ok || !e.Unsupported {
			t.Errorf("%s: %v, want that it is not supported", wrong, err)
		}
	}
}

// Only events of the query's own window count, whatever that of the run is. diff compares it
// with the one before.
func TestInput_Timed(t *testing.T) {
	t.Parallel()
	messages := []string{"one", "two", "three", "four"} // at 0, 1, 2 and 3 seconds
	got, err := run(t, "SOURCE 'g' START=1970-01-01T00:00:01Z END=1970-01-01T00:00:02Z | display @message", Options{Window: Window{0, 1000}}, messages...)
	if values := column(got, "@message"); err != nil || len(values) != 2 || values[0] != "three" {
		t.Errorf("%v, %v, want the events of the query's window", values, err)
	}
	if _, err = run(t, "SOURCE 'g' START=1970-01-01T00:00:01Z END=1970-01-01T00:00:02Z | pattern @message | diff", Options{}, messages...); err != nil {
		t.Errorf("diff: %v, want the query's window", err)
	}
}
