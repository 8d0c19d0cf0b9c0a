package sample

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Read reads the files of a folder and of those below it. A file whose name ends in .gz is
// unpacked.
func Read(folder string) (Files, error) {
	all := Files{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err == nil && strings.HasSuffix(path, ".gz") {
			content, err = unpack(content)
		}
		name, _ := filepath.Rel(folder, path) // path is below it
		all[filepath.ToSlash(name)] = string(content)
		return err
	})
	return all, err
}

func unpack(content []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
