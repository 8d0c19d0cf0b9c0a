//go:build !unix

package logfile

import (
	"io/fs"
	"path/filepath"
)

// identity distinguishes files: the path without links.
type identity string

func identityOf(path string, _ fs.FileInfo) identity {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	return identity(path)
}
