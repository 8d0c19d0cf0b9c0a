//go:build unix

package logfile

import (
	"io/fs"
	"syscall"
)

// identity distinguishes files whatever their names are.
type identity struct{ device, inode uint64 }

func identityOf(_ string, info fs.FileInfo) identity {
	s := info.Sys().(*syscall.Stat_t)     // os.Stat returns no other
	return identity{uint64(s.Dev), s.Ino} //nolint:unconvert // Dev has another type on other systems
}
