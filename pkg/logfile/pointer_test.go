package logfile_test

import (
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// @ptr identifies a record (API_GetLogRecord): events at the same place of two groups differ.
func TestPointers(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"f": line})
	set, err := logfile.Open(filepath.Join(dir, "f"))
	if err != nil {
		t.Fatal(err)
	}
	for group, want := range map[string]string{"": "0-0", "/a": "/a:0-0", "/b": "/b:0-0"} {
		err := set.Each(t.Context(), group, func(e *cwli.Event) error {
			if got := e.Pointer(); got != want {
				t.Errorf("group %q: pointer %s, want %s", group, got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
