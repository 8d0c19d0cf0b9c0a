package preview

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// stamp changes when its file does.
type stamp struct {
	size int64
	time time.Time
}

// maxWatched bounds the files that are looked at. A change of any other is not noticed.
const maxWatched = 10_000

// stamps returns the files of paths, and those in folders, with their stamps.
func stamps(paths []string) map[string]stamp {
	all := map[string]stamp{}
	for _, path := range paths {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
		_ = filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error { // what cannot be read is absent
			if err != nil || e.IsDir() {
				return nil
			}
			if len(all) >= maxWatched {
				return fs.SkipAll
			}
			if info, err := os.Stat(file); err == nil { // of what a link leads to
				all[file] = stamp{info.Size(), info.ModTime()}
			}
			return nil
		})
	}
	return all
}

// Watcher looks at files again and again. Create it with NewWatcher.
type Watcher struct {
	paths []string
	seen  map[string]stamp
}

// NewWatcher returns a watcher of files, and of all files in folders, as they are now.
func NewWatcher(paths ...string) *Watcher { return &Watcher{paths, stamps(paths)} }

// Changed returns the files whose size or time is another than at the last call, and
// those that came or went, in order.
func (w *Watcher) Changed() (files []string) {
	now := stamps(w.paths)
	for file, s := range now {
		if before, ok := w.seen[file]; !ok || before != s {
			files = append(files, file)
		}
	}
	for file := range w.seen {
		if _, ok := now[file]; !ok {
			files = append(files, file)
		}
	}
	w.seen = now
	slices.Sort(files)
	return files
}

// Run calls changed with the files that changed, at each tick at most once, until ctx
// ends.
func (w *Watcher) Run(ctx context.Context, every time.Duration, changed func(files []string)) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if files := w.Changed(); len(files) > 0 {
				changed(files)
			}
		}
	}
}
