package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
)

// sizesOf returns the bytes of each log group's files, negative if the bytes that are read
// are not known.
func sizesOf(paths map[string][]string) map[string]int64 {
	sizes := map[string]int64{}
	for group, of := range paths {
		for _, path := range of {
			size := sizeOf(path)
			if size < 0 || sizes[group] < 0 {
				sizes[group] = -1
			} else {
				sizes[group] += size
			}
		}
	}
	return sizes
}

// sizeOf returns the bytes of a path's files, negative if one is a pipe or compressed. What
// cannot be read is for package logfile to report.
func sizeOf(path string) (size int64) {
	if path == stdArgument {
		return -1
	}
	_ = filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		switch info, err := os.Stat(path); {
		case err != nil || info.IsDir() || size < 0:
		case !info.Mode().IsRegular() || isCompressed(path):
			size = -1
		default:
			size += info.Size()
		}
		return nil
	})
	return size
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
