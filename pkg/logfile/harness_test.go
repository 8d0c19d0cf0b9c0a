package logfile_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// line is a line of text with a time.
const line = "2026-01-01T00:00:01Z x\n"

// folder writes files to a new folder and returns its path.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func zipped(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(content)) // into memory: it cannot fail
	_ = w.Close()
	return b.String()
}

func open(t testing.TB, paths ...string) *logfile.Set {
	t.Helper()
	set, err := logfile.Open(paths...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// event has the fields of an event that tests compare.
type event struct{ At, Stream, Message string }

// read returns the events of the paths, read as those of one group.
func read(t testing.TB, paths ...string) []event {
	t.Helper()
	var events []event
	err := open(t, paths...).Each(t.Context(), "group", func(e *cwli.Event) error {
		if e.Group != "group" || e.Pointer() == "" {
			t.Errorf("event in group %q with pointer %q", e.Group, e.Pointer())
		}
		at := time.UnixMilli(e.Timestamp).UTC().Format("15:04:05.000")
		events = append(events, event{at, e.Stream, string(e.Message)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// archive writes files to a tar.gz and returns its path.
func archive(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		h := &tar.Header{Name: name, Size: int64(len(files[name])), Mode: 0o600}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(files[name])) // into memory: it cannot fail
	}
	_ = w.Close()
	return filepath.Join(folder(t, map[string]string{"logs.tar.gz": zipped(b.String())}), "logs.tar.gz")
}

func utc(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
