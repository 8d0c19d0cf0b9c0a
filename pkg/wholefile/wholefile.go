// Package wholefile writes files whole or not at all: a reader sees the
// old content or the new one, also after a crash or on a full disk.
package wholefile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotRegular is the error for a path that leads to something that has no
// content of its own to replace: a folder, a device, a pipe, a socket, a file that a
// process has open (/dev/stdout).
var ErrNotRegular = errors.New("want a regular file")

// Write replaces the content of the file at path, or makes the file. The content
// is written to a temporary file in the same folder first, and to the disk. A
// file that exists keeps its mode, a new one gets 0666 less the umask. A symbolic
// link stays, and the file that it leads to is replaced. The error is a
// *fs.PathError with the path; it is ErrNotRegular if the path leads to something
// else than a file, or is a link to nothing.
func Write(path string, content []byte) error {
	target, mode, err := find(path)
	if err == nil {
		err = replace(target, mode, content)
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: path, Err: reason(err)}
	}
	return nil
}

// find returns the path of the file to replace, without links, and its mode; of a
// new file the mode 0.
func find(path string) (string, fs.FileMode, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return path, 0, nil
	}
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, fmt.Errorf("is a link that leads nowhere: %w", ErrNotRegular)
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(target)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("is %s: %w", kind(info.Mode()), ErrNotRegular)
	}
	if isOpen(path) {
		return "", 0, fmt.Errorf("is a file that a process has open: %w", ErrNotRegular)
	}
	f, err := os.OpenFile(target, os.O_WRONLY, 0) // a file that must not be written must not be replaced
	if err != nil {
		return "", 0, err
	}
	return target, info.Mode().Perm(), f.Close()
}

// maxLinks is how many links are followed, as Linux does (path_resolution(7)).
const maxLinks = 40

// isOpen reports whether a path leads to a file by way of a process that has it open,
// such as /dev/stdout: who writes there wants to add to it, not to replace it.
func isOpen(path string) bool {
	for range maxLinks {
		if ofProcess(path) {
			return true
		}
		link, err := os.Readlink(path)
		if err != nil {
			return false
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(path), link)
		}
		path = link
	}
	return false
}

// ofProcess reports whether a path lies where the files of processes and devices do.
func ofProcess(path string) bool {
	path, err := filepath.Abs(path)
	return err == nil && (below(path, "/proc") || below(path, "/dev") && !below(path, "/dev/shm"))
}

func below(path, folder string) bool { return strings.HasPrefix(path, folder+"/") }

// kind names what is not a regular file.
func kind(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	}
	return "a socket"
}

// replace puts a temporary file with the content in place of the target. The mode
// 0 is that of a new file.
func replace(target string, mode fs.FileMode, content []byte) error {
	initial := fs.FileMode(0o666) // less the umask
	if mode != 0 {
		initial = 0o600 // nobody reads it before it has its mode
	}
	name := filepath.Join(filepath.Dir(target), ".fanlight-"+rand.Text())
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, initial)
	if err != nil {
		return err
	}
	if err = fill(f, mode, content); err == nil {
		err = os.Rename(name, target)
	}
	if err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// fill writes a file to the disk and closes it.
func fill(f *os.File, mode fs.FileMode, content []byte) error {
	_, err := f.Write(content)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// reason returns an error without the operation and the path that failed: a
// temporary file means nothing to the user.
func reason(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	if at, ok := errors.AsType[*os.LinkError](err); ok {
		return at.Err
	}
	return err
}
