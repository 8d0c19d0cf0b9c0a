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

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Set is a list of log files. It keeps no file open, and may be read several times,
// also concurrently.
type Set struct {
	files []string
	infos []fs.FileInfo // of files, to find those that are named twice
}

// Open finds the log files of the given paths, in the order of the paths. A path is
// a file, or a folder with all files below it, sorted by path, without those whose
// name starts with a dot and the test file that an export to S3 writes. A file
// that is named twice, or once more by a link, is read once. Open does not read
// the files. It fails if a path does not exist, or if the paths have no file at all.
func Open(paths ...string) (*Set, error) {
	s := &Set{}
	for _, path := range paths {
		if err := filepath.WalkDir(path, s.visit(path)); err != nil {
			return nil, fmt.Errorf("find log files: %w", pathError(err))
		}
	}
	if len(s.files) == 0 {
		return nil, fmt.Errorf("find log files: none in %s", strings.Join(paths, ", "))
	}
	return s, nil
}

// pathError returns an error with its path but without the name of the system
// call.
func pathError(err error) error {
	if bad, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", bad.Path, bad.Err)
	}
	return err
}

// exportTest is the file that CloudWatch Logs writes to a bucket to check that an
// export may write there.
const exportTest = "aws-logs-write-test"

// visit returns the function that adds the files below root.
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

// add adds a file, or the file that a link leads to. A link to a folder is an error,
// since it may lead to a folder above itself.
func (s *Set) add(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("invalid link %s to a folder: want the folder itself", path)
	}
	if s.has(info) {
		return nil
	}
	s.files, s.infos = append(s.files, path), append(s.infos, info)
	return nil
}

// Shared returns the first file of a that b reads too, also by another name. The
// sets may be nil, which have no files.
func Shared(a, b *Set) (path string, ok bool) {
	if a == nil || b == nil {
		return "", false
	}
	for i, info := range a.infos {
		if b.has(info) {
			return a.files[i], true
		}
	}
	return "", false
}

// has reports whether a file is in the set.
func (s *Set) has(file fs.FileInfo) bool {
	return slices.ContainsFunc(s.infos, func(other fs.FileInfo) bool { return os.SameFile(file, other) })
}

// Each calls yield for every event of the files, in the order of the files and of
// their lines. Group becomes the log group of all events; if it is empty, events
// that name their group keep it. The event and its message are overwritten after
// yield has returned; its strings remain valid.
//
// Each returns an error of yield as it is, an error of a file with its name and
// line, and the cause if ctx is cancelled. It may be called again, also
// concurrently; the pointers (Ptr) of the events are the same each time.
func (s *Set) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	for i, path := range s.files {
		if err := readFile(ctx, path, newSink(i, path, group, yield)); err != nil {
			return err
		}
	}
	return nil
}
