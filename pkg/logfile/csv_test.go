package logfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// TestSet_Each_csvExport reads what the console downloads.
func TestSet_Each_csvExport(t *testing.T) {
	t.Parallel()
	for content, want := range map[string][]event{
		"timestamp,message\n1767225601000,\"START RequestId: x\n\"\n\n1767225602000,\"a, \"\"b\"\"\n\nc\"\n": {
			{"00:00:01.000", "f", "START RequestId: x\n"}, {"00:00:02.000", "f", "a, \"b\"\n\nc"}},
		"@timestamp,@logStream,@message\r\n2026-01-01 00:00:01.000,s,hello\r\n": {{"00:00:01.000", "s", "hello"}},
	} {
		if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{"f": content}), "f"))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	for content, want := range map[string]string{
		"timestamp,message\n1767225601000,a,b\n":            "f:2: invalid record: want 2 columns",
		"timestamp,message\nsoon,a\n":                       `f:2: invalid time "soon" of a record`,
		"timestamp,message\n1767225601000,\"a\nb\n":         "unexpected EOF",
		"timestamp,message\n{\"time\":\"2026-01-01\"}\nx\n": "f:2: invalid record",
	} {
		err := open(t, folder(t, map[string]string{"f": content})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Each = %v, want … %s", err, want)
		}
	}
}
