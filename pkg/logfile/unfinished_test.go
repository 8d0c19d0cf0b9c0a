package logfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_cut_times reads a file whose end cuts a time: such an event has the time of
// the one before, and is counted.
func TestSet_Each_cut_times(t *testing.T) {
	t.Parallel()
	const first = "2026-01-01T00:00:07Z a\n"
	tests := map[string]string{ // the last line, and its time: "" if that is cut, "none" if it has none, which is not counted
		"level=info ts=2026-01-02": "", "level=info ts=2026-01-02T10:0": "none", "level=info ts=176726880012": "", "ts=1767225600": "", "date=2026-01-02 level=info tim": "",
		"date=2026-01-02 time=10:00:0": "", "date=2026-01-02 time=10:00:00 level=info n": "", `date=2026-01-02 time=10:00:00 tz="+01`: "", `date=2026-01-02 msg="te`: "", `date=2026-01-02 time=10:00:00 tz="+0100" level=in`: "09:00:00.000", "ts=2026-01-02T10:00:00": "", `ts="2026-01-02T10:00:00`: "none", `ts="2026-01-02T10:00:00"`: "10:00:00.000",
		"date=2026-01-02 time": "", "date=2026-01-02 time=": "", `date=2026-01-02 time="`: "", "date=2026-01-02 time=10:00:00 tz": "", "date=2026-01-02 time=10:00:00 tz=": "", `date=2026-01-02 time=10:00:00 tz="`: "",
		"ts=2026-01-02T10:00:00Z": "10:00:00.000", "ts=2026-01-02T10:00:00+05:45": "04:15:00.000", "ts=2026-01-02T10:00:00-0545": "15:45:00.000",
		"2026-01-02 10:00:00": "", "2026-01-02 10:00:00.1": "", "2026-01-02 10:00:00 ": "", "2026-01-02 10:00:00 +": "", "2026-01-02T10:00:00+0": "", "2026-01-02T10:00:00+05": "",
		"2026-01-02T10:00:00+05:": "", "2026-01-02T10:00:00+05:4": "", "2026-01-02 10:00:00 C": "", "2026-01-02 10:00:00 ES": "", "2026-01-02 09:00:00 P": "",
		"2026-01-02 10:00:00 a": "10:00:00.000", "2026-01-02 10:00:00 INFO": "10:00:00.000", "2026-01-02T10:00:00+05 x": "05:00:00.000",
		`192.0.2.1 - - [02/Jan/2026:10:00:00`: "", `192.0.2.1 - - [02/Jan/2026:10:00:00 +05`: "", `192.0.2.1 - - [02/Jan/2026:10:00:00 +054`: "", `192.0.2.1 - - [02/Jan/2026:10:00:00 +0100] "GE`: "09:00:00.000",
		"<34>1 2026-01-02T10:00:00": "", "<34>1 2026-01-02T10:00:00.003+0": "", "Jan  2 10:00:00": "", "Jan  2 10:00:00 host": "10:00:00.000",
		"2026-01-02T10:00:00.123": "", "2026-01-02T10:00:00.123Z stdout F x": "10:00:00.123", "1767268800": "",
		`{"date":"2026-01-02","time":"22:0`: "", `{"date":"2026-01-02","a":1`: "", `{"a":1,"time":"2026-01-02T10:00:0`: "", `{"time":"2026-01-02T10:00:00Z","a":1`: "10:00:00.000",
	}
	for last, want := range tests {
		cut := int64(0)
		if want == "" || strings.HasPrefix(last, "{") {
			cut = 1
		}
		if want == "" || want == "none" {
			want = "00:00:07.000"
		}
		r, events := reportOf(t, first+last)
		got := events[len(events)-1]
		if got[:len(want)] != want || r.Cut+r.Invalid != cut {
			t.Errorf("%q: %s, %d cut, %d invalid, want %s, %d", last, got, r.Cut, r.Invalid, want, cut)
		}
		if _, events = reportOf(t, first+last+"\n"); len(events) != 2 {
			t.Errorf("%q: %d events with a line end, want 2", last, len(events))
		}
	}
}

// TestSet_Each_cut_time_alone reads files that have no time but one that the end cuts.
func TestSet_Each_cut_time_alone(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"ts=2026-01-02", "started\nts=2026-01-02"} {
		path := filepath.Join(folder(t, map[string]string{"f": content}), "f")
		if _, _, err := readWith(t, logfile.Options{}, path); err == nil || !strings.Contains(err.Error(), "has a time") {
			t.Errorf("%q: %v, want an error", content, err)
		}
	}
}
