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
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// Set is a list of log files. It keeps no file open, and may be read several times,
// also concurrently.
type Set struct {
	config *config
	files  []file
	byID   map[identity]int // indexes of files, to find those that are named twice
	stdin  *onceReader      // of the path "-"
}

// file is a file of a set. There may be many, so it has no more than is needed to open it.
type file struct {
	path  string
	named bool  // by the user, not found in a folder
	waits bool  // a read may wait for long, as that of a pipe does
	err   error // why it cannot be read, of a file in a folder
}

// Open finds the log files of the given paths with the zero Options.
func Open(paths ...string) (*Set, error) { return Options{}.Open(paths...) }

// Open finds the log files of the given paths, in the order of the paths. A path is
// a file, "-" for standard input, or a folder with all files below it, sorted by path,
// without those whose name starts with a dot and the test file that an export to S3
// writes. A file that is named twice, or once more by a link, is read once. Open does
// not read the files. It fails if a path does not exist, if the paths have no file at
// all, or if the options are invalid. What cannot be read in a folder, such as a pipe, a
// link to a folder or a folder without permission, is left to Each, which reports it.
func (o Options) Open(paths ...string) (*Set, error) {
	c, err := o.compile()
	if err != nil {
		return nil, err
	}
	s := &Set{config: c, byID: map[identity]int{}}
	for _, path := range paths {
		if path == stdinPath {
			s.addStdin()
			continue
		}
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

// visit returns the function that adds the files below root.
func (s *Set) visit(root string) fs.WalkDirFunc {
	return func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && entry == nil:
			return err
		case err != nil:
			s.addBroken(path, err)
		case path == root && entry.IsDir():
		case path != root && unpack.Ignored(entry.Name()):
			return skip(entry)
		case !entry.IsDir():
			return s.add(path, path == root)
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

// add adds a file, or the file that a link leads to. A folder has only regular files: a
// pipe in it could be waited for without end. A link to a folder may lead to one above
// itself.
func (s *Set) add(path string, named bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		err = errors.New("invalid link to a folder: want the folder itself")
	case errors.Is(err, fs.ErrNotExist) && !named:
		err = errors.New("there is no such file, or the file that this link leads to does not exist")
	case err == nil && !named && !info.Mode().IsRegular():
		err = errors.New("invalid file in a folder: want a regular one, not a pipe, a socket or a device")
	}
	switch {
	case err != nil && named:
		return &fs.PathError{Op: "read", Path: path, Err: cause(err)}
	case err != nil:
		s.addBroken(path, err)
		return nil
	}
	id := identityOf(path, info)
	if i, known := s.byID[id]; known {
		s.files[i].named = s.files[i].named || named
		return nil
	}
	s.byID[id] = len(s.files)
	s.files = append(s.files, file{path: path, named: named, waits: !info.Mode().IsRegular()})
	return nil
}

func (s *Set) addBroken(path string, err error) {
	s.files = append(s.files, file{path: path, err: cause(err)})
}

// cause returns an error of the file system without the path and the system call.
func cause(err error) error {
	if bad, ok := errors.AsType[*fs.PathError](err); ok {
		return bad.Err
	}
	return err
}

// Shared returns the first file of a that b reads too, also by another name. The
// sets may be nil, which have no files.
func Shared(a, b *Set) (path string, ok bool) {
	if a == nil || b == nil {
		return "", false
	}
	if a.stdin != nil && b.stdin != nil {
		return stdinPath, true
	}
	first := len(a.files)
	for id, i := range a.byID {
		if _, both := b.byID[id]; both {
			first = min(first, i)
		}
	}
	if first == len(a.files) {
		return "", false
	}
	return a.files[first].path, true
}

// Each calls yield for every event of the files, in the order of the files and of
// their lines. Group becomes the log group of all events; if it is empty, events
// that name their group keep it. The event and its message are overwritten after
// yield has returned; its strings remain valid.
//
// An event that CloudWatch Logs has given an ID is passed once, although the files
// may have it twice: for as long as the ID is among the last 393,216 different ones.
//
// In a folder or an archive, a file that is not a log or cannot be read is left out, and
// one that is damaged is read up to there; both are reported (Options.Report), unless none of
// the files is a log. Every other error ends the reading:
// Each returns an error of yield as it is, an error of a file with its name and
// line, and the cause if ctx is cancelled, also while it waits for a pipe: that read goes
// on, and nothing comes of it. Each may be called again, also
// concurrently; the pointers (Ptr) of the events are the same each time.
func (s *Set) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	return s.EachOf(ctx, group, cwli.Input{}, yield)
}

// EachOf is Each for a cwli.Source of in. On several processors long files are read by
// several goroutines, which look at the events ahead of yield; their order is the same. In the
// place of some that follow each other yield gets their cwli.Batch.
func (s *Set) EachOf(ctx context.Context, group string, in cwli.Input, yield func(*cwli.Event) error) error {
	r := &reading{ctx: ctx, set: s, group: group, yield: yield, seen: newSeen(), input: in}
	if slices.ContainsFunc(s.files, func(f file) bool { return f.waits }) {
		return r.interruptible()
	}
	return r.all()
}
