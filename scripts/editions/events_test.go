package editions

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
)

func TestEvents_Each(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const log = "{\"timestamp\":1767225601000,\"n\":1}\n{\"timestamp\":1767225602000,\"n\":2}\n{\"timestamp\":1767225603000,\"n\":3}\n"
	if err := os.WriteFile(filepath.Join(folder, "a.log"), []byte(log), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := readEvents(folder)
	if err != nil {
		t.Fatal(err)
	}
	if e.first() != 1767225601000 {
		t.Errorf("the first event is at %d", e.first())
	}
	e.start, e.end = 1767225601000, 1767225603000
	var got []string
	err = e.Each(t.Context(), "/a", func(event *cwli.Event) error {
		got = append(got, event.Group+string(event.Message))
		event.Timestamp = 0 // a query may change its own
		return nil
	})
	if want := []string{`/a{"timestamp":1767225601000,"n":1}`, `/a{"timestamp":1767225602000,"n":2}`}; err != nil || !slices.Equal(got, want) {
		t.Errorf("events %q, want %q (%v)", got, want, err)
	}
	if err := e.Each(t.Context(), "/a", func(*cwli.Event) error { return context.Canceled }); err == nil || e.first() != 1767225601000 {
		t.Errorf("error %v, first event at %v: want the error, and the events as they were", err, time.UnixMilli(e.first()))
	}
}

func TestReadEvents_mistake(t *testing.T) {
	t.Parallel()
	if _, err := readEvents(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a folder that is not there was read")
	}
}
