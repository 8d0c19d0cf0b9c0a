package preview_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWatcher_Changed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file, log := filepath.Join(folder, "a.yaml"), filepath.Join(folder, "logs", "day", "a.log")
	write(t, file, "a")
	write(t, log, "a")
	linked := filepath.Join(folder, "linked.yaml")
	if err := os.Symlink(file, linked); err != nil {
		t.Fatal(err)
	}
	w := preview.NewWatcher(linked, filepath.Join(folder, "logs"), filepath.Join(folder, "missing"))
	changes := func(what string, want ...string) {
		t.Helper()
		if got := w.Changed(); !slices.Equal(got, want) {
			t.Errorf("%s: changed %q, want %q", what, got, want)
		}
	}
	changes("nothing")
	write(t, file, "ab")
	changes("another size, through a link", file)
	if err := os.Chtimes(log, time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	changes("another time", log)
	write(t, filepath.Join(folder, "logs", "new.log"), "a")
	if err := os.Remove(log); err != nil {
		t.Fatal(err)
	}
	changes("one came, one went", log, filepath.Join(folder, "logs", "new.log"))
	write(t, filepath.Join(folder, "missing"), "a")
	changes("one that was missing", filepath.Join(folder, "missing"))
	changes("nothing more")
}

func TestWatcher_Run(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a.yaml")
	write(t, file, "a")
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var calls [][]string
		go preview.NewWatcher(file).Run(ctx, time.Second, func(files []string) { calls = append(calls, files) })
		time.Sleep(1500 * time.Millisecond) // of the bubble's clock
		synctest.Wait()
		write(t, file, "ab")
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if len(calls) != 1 || !slices.Equal(calls[0], []string{file}) {
			t.Errorf("calls %q", calls)
		}
		cancel()
		synctest.Wait()
	})
}
