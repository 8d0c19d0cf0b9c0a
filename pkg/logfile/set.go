// Package logfile reads local log files as the events of a log group: JSON
// lines, plain text, what `aws logs filter-log-events` and `get-log-events`
// print, and exports to S3; compressed by gzip or not.
package logfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Set is a list of log files. It holds none of them open and may be read
// several times, also at once.
type Set struct {
	files []string
	infos []fs.FileInfo // of files
}

// Open finds the files of the given paths in order: a file is taken as it is, a
// folder with everything below it, sorted by path, but for names that start
// with a dot and the test file that an export to S3 leaves behind. A file that
// is named twice, be it by a link, counts once. A path that does not exist, or
// no file at all, is an error.
func Open(paths ...string) (*Set, error) {
	s := &Set{}
	for _, path := range paths {
		if err := filepath.WalkDir(path, s.visit(path)); err != nil {
			return nil, fmt.Errorf("find log files: %w", withoutCall(err))
		}
	}
	if len(s.files) == 0 {
		return nil, fmt.Errorf("find log files: none in %s", strings.Join(paths, ", "))
	}
	return s, nil
}

// withoutCall leaves the system call's name out of an error: it says nothing to
// people who look for a file.
func withoutCall(err error) error {
	if bad, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", bad.Path, bad.Err)
	}
	return err
}

const exportTest = "aws-logs-write-test"

func (s *Set) visit(root string) fs.WalkDirFunc {
	return func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == root && entry.IsDir():
		case path != root && strings.HasPrefix(entry.Name(), "."):
			return skip(entry)
		case path != root && entry.Name() == exportTest:
		case !entry.IsDir():
			return s.add(path)
		}
		return nil
	}
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// add follows a link to a file; one to a folder is refused, for it may lead
// round in a circle.
func (s *Set) add(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a link to a folder: name the folder itself", path)
	}
	if slices.ContainsFunc(s.infos, func(other fs.FileInfo) bool { return os.SameFile(info, other) }) {
		return nil
	}
	s.files, s.infos = append(s.files, path), append(s.infos, info)
	return nil
}

// Files returns the paths in reading order.
func (s *Set) Files() []string { return append([]string(nil), s.files...) }

// Each calls yield for every event, file by file in the order of their lines,
// as events of the given group; without one, events that name their group keep
// it. The event and its message are overwritten after
// yield returns; its strings are not. Errors of yield end the reading and are
// returned as they are; those of a file name it, with the line.
func (s *Set) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	for i, path := range s.files {
		if err := readFile(ctx, path, newSink(i, path, group, yield)); err != nil {
			return err
		}
	}
	return nil
}

// Span reads everything and returns the times of the oldest and of the newest
// event, and how many there are; without events the times are zero.
func (s *Set) Span(ctx context.Context) (first, last time.Time, events int64, err error) {
	var low, high int64
	err = s.Each(ctx, "", func(e *cwli.Event) error {
		if events == 0 {
			low, high = e.Timestamp, e.Timestamp
		}
		low, high = min(low, e.Timestamp), max(high, e.Timestamp)
		events++
		return nil
	})
	if err != nil || events == 0 {
		return time.Time{}, time.Time{}, events, err
	}
	return time.UnixMilli(low).UTC(), time.UnixMilli(high).UTC(), events, nil
}
