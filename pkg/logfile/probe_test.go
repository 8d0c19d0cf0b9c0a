package logfile_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSet_Each_cut_at_the_front reads files whose first lines are the rest of an event of
// several lines: they are one event, and those after it are read as in a whole file.
func TestSet_Each_cut_at_the_front(t *testing.T) {
	t.Parallel()
	const report = "REPORT RequestId: 910476e8-1111-2222-3333-5a894e3ae9df\tDuration: 2.50 ms"
	tests := map[string]struct {
		content string
		want    []event
		front   int64
	}{
		"export": {"Z 9 INFO x\n2026-01-01T00:00:01.000Z " + report + "\n2026-01-01T00:00:02.000Z a\n at b\n", []event{
			{"00:00:01.000", "f", "Z 9 INFO x"}, {"00:00:01.000", "f", report}, {"00:00:02.000", "f", "a\n at b"}}, 1},
		"export, a stack trace": {"at a.b(C.java:1)\n\tat a.c(C.java:2)\nCaused by: x\n\n2026-01-01T00:00:01.000Z a\n", []event{
			{"00:00:01.000", "f", "at a.b(C.java:1)\n\tat a.c(C.java:2)\nCaused by: x"}, {"00:00:01.000", "f", "a"}}, 1},
		"aws logs tail": {"$ aws logs tail /aws/lambda/f\n2026-01-01T00:00:01.123000+00:00 2026/01/01/[$LATEST]0a1b2c a\n", []event{
			{"00:00:01.123", "f", "$ aws logs tail /aws/lambda/f"}, {"00:00:01.123", "2026/01/01/[$LATEST]0a1b2c", "a"}}, 1},
		"aws logs tail --format short": {"b\nc\n2026-01-01T00:00:01 START RequestId: x\n", []event{
			{"00:00:01.000", "f", "b\nc"}, {"00:00:01.000", "f", "START RequestId: x"}}, 1},
		"aws logs tail --format json": {"\"n\": 1,\n    \"list\": []\n}\n2026-01-01T00:00:01.123000+00:00 web/app/1 \n{\n    \"n\": 2\n}\n", []event{
			{"00:00:01.123", "f", "\"n\": 1,\n    \"list\": []\n}"}, {"00:00:01.123", "web/app/1", `{"n":2}`}}, 1},
		"sam logs": {"\"n\": 1\n}\n2026/01/01/[$LATEST]0a1b2c 2026-01-01T00:00:01.000000 a\n", []event{
			{"00:00:01.000", "f", "\"n\": 1\n}"}, {"00:00:01.000", "2026/01/01/[$LATEST]0a1b2c", "a"}}, 1},
		"plain text": {"a\nb\n2026-01-01 00:00:01 c\n", []event{
			{"00:00:01.000", "f", "a"}, {"00:00:01.000", "f", "b"}, {"00:00:01.000", "f", "2026-01-01 00:00:01 c"}}, 0},
		"CRI": {"essage\n2026-01-01T00:00:01.000000000Z stdout F c\n", []event{
			{"00:00:01.000", "f", "essage"}, {"00:00:01.000", "f", "c"}}, 0},
		"CRLF": {"a\r\nb\r\n2026-01-01T00:00:01.000Z c\r\n", []event{{"00:00:01.000", "f", "a\nb"}, {"00:00:01.000", "f", "c"}}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, events := reportOf(t, test.content)
			if r.Front != test.front {
				t.Errorf("%d events cut at the front, want %d: %s", r.Front, test.front, r)
			}
			if noted := strings.Contains(strings.Join(r.Notes(), ";"), "1 event cut off at the front, with the time of the next one"); noted != (test.front > 0) || noted && !r.Guessed() {
				t.Errorf("notes %q", r.Notes())
			}
			checkFile(t, test.content, test.want, false)
			if len(events) != len(test.want) {
				t.Errorf("%d events", len(events))
			}
		})
	}
}

// TestSet_Each_far_front checks that the lines before the first time are single events if
// there are too many for the rest of one.
func TestSet_Each_far_front(t *testing.T) {
	t.Parallel()
	events, err := readStdin(t, strings.Repeat("no time\n", 10_000)+"2026-01-01T00:00:01.000Z c\n")
	if err != nil || len(events) != 10_001 {
		t.Fatalf("%d events, %v, want 10,001", len(events), err)
	}
	if diff := cmp.Diff(event{"00:00:01.000", "f", "c"}, events[10_000]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestOptions_Open_cut_at_the_front cuts each layout of lines at each place in its first
// event: the events after it must be as in the whole file.
func TestOptions_Open_cut_at_the_front(t *testing.T) {
	t.Parallel()
	for _, s := range slices.Concat(stampedSamples, closed(jsonSamples), unwrapped) {
		if s.header != "" { // the cut takes it away
			continue
		}
		first, second := s.file(1, time.UTC), s.file(3, time.UTC)
		want := slices.Concat(first.events[1:], second.events)
		at := time.Date(2026, 1, 1, 0, 0, 1, 0, time.UTC)
		for i := range len(s.write(at, 1).text) {
			got, err := readStdin(t, (first.content + second.content)[i:])
			if err != nil && strings.Contains(s.name, "--format json") { // what is left begins as a list
				continue
			}
			rest := 1
			if s.name == "sam logs" { // if the stream is missing, the first line is one of its own
				rest = max(1, len(got)-len(want))
			}
			if err != nil || len(got) != rest+len(want) {
				t.Errorf("%s, without %d bytes: %d events, %v", s.name, i, len(got), err)
				continue
			}
			if diff := cmp.Diff(want, got[rest:]); diff != "" {
				t.Errorf("%s, without %d bytes (-want +got)\n%s", s.name, i, diff)
			}
		}
	}
}
