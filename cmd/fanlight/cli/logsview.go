package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/render"
)

// logsView describes what a --logs names. What its files were taken for belongs here as
// well, once package logfile says it.
type logsView struct {
	Group string `json:"group,omitempty"`
	Path  string `json:"path"`
	Files int    `json:"files"`
	Bytes int64  `json:"bytes,omitempty"`

	unknown bool // the bytes that are read are not known: a pipe, or a compressed file
}

// String returns "logs/: 2 files, 2.2 MB".
func (v logsView) String() string {
	name := v.Path
	if v.Group != everyGroup {
		name = v.Group + ": " + name
	}
	if v.Files == 0 {
		return name
	}
	return fmt.Sprintf("%s: %s, %s", name, count(v.Files, "file", "files"), render.Bytes(float64(v.Bytes)))
}

// describe returns what each --logs names. It may be given none.
func (f *logsFlag) describe() ([]logsView, error) {
	views := []logsView{}
	if len(f.values) == 0 {
		return views, nil
	}
	if _, err := f.open(); err != nil {
		return nil, err
	}
	for _, value := range f.values {
		group, path := splitLogs(value)
		views = append(views, viewLogs(group, path))
	}
	return views, nil
}

// sizes returns the bytes of each log group's files, negative if they are not known.
func (f *logsFlag) sizes() map[string]int64 {
	sizes := map[string]int64{}
	for _, value := range f.values {
		group, path := splitLogs(value)
		view := viewLogs(group, path)
		switch {
		case sizes[group] < 0:
		case view.unknown:
			sizes[group] = -1
		default:
			sizes[group] += view.Bytes
		}
	}
	return sizes
}

// viewLogs counts the files of a path. What cannot be read is for package logfile to
// report.
func viewLogs(group, path string) logsView {
	v := logsView{Group: group, Path: path}
	if path == stdinArgument {
		v.unknown = true
		return v
	}
	_ = filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			v.add(path)
		}
		return nil
	})
	return v
}

func (v *logsView) add(path string) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return
	}
	v.Files++
	v.Bytes += info.Size()
	v.unknown = v.unknown || !info.Mode().IsRegular() || isCompressed(path)
}

// compressions are the first bytes of gzip, zstd and zip
// (RFC 1952 2.3.1, RFC 8878 3.1.1, APPNOTE.TXT 4.3.7).
var compressions = [][]byte{{0x1f, 0x8b}, {0x28, 0xb5, 0x2f, 0xfd}, {'P', 'K', 3, 4}}

func isCompressed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	start := make([]byte, 4)
	n, _ := f.Read(start) // an empty file is not compressed
	for _, magic := range compressions {
		if bytes.HasPrefix(start[:n], magic) {
			return true
		}
	}
	return false
}
