package logfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// fileTest is a file, its events with their times, and a part of its report.
type fileTest struct {
	name, content string
	want          []string
	note          string
}

func runFileTests(t *testing.T, o logfile.Options, tests []fileTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(folder(t, map[string]string{"f": test.content}), "f")
			got, reports, err := readWith(t, o, path)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Fatalf("%v (-want +got)\n%s", err, diff)
			}
			if !strings.Contains(reports[0].String(), test.note) || test.note == "" && len(reports[0].Notes()) > 0 {
				t.Errorf("%s, want … %s", reports[0], test.note)
			}
		})
	}
}

const (
	startLine   = "2026-01-01T10:00:00Z start"
	endLine     = "2026-01-01T10:00:01Z end"
	holdsEvents = "1 line holds events of its own and is read as one event; put it into a file of its own"
)

// between puts lines between a first and a last one.
func between(lines ...string) string {
	return startLine + "\n" + strings.Join(lines, "\n") + "\n" + endLine + "\n"
}

// betweenWant are the events of between: each of the texts is one, with the time before.
func betweenWant(texts ...string) []string {
	all := []string{"10:00:00.000 " + startLine}
	for _, text := range texts {
		all = append(all, "10:00:00.000 "+text)
	}
	return append(all, "10:00:01.000 "+endLine)
}
