package unpack

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// isTar reports whether a file starts with a header of tar: of POSIX and GNU, or of the
// older form v7, which has no mark but the checksum that all forms have.
func isTar(head []byte) bool {
	const magic = 257
	if len(head) < sniffed {
		return false
	}
	return string(head[magic:magic+5]) == "ustar" || head[0] != 0 && hasChecksum(head)
}

// hasChecksum reports whether a header has the sum of its bytes as an octal number, where
// those of the sum itself count as blanks.
func hasChecksum(head []byte) bool {
	const from, to = 148, 156
	want, err := strconv.ParseInt(strings.Trim(string(head[from:to]), " \x00"), 8, 32)
	sum := int64(to-from) * ' '
	for i, c := range head[:sniffed] {
		if i < from || i >= to {
			sum += int64(c)
		}
	}
	return err == nil && sum == want
}

func openTar(from Source, next func(string, Source) error) error {
	archive := tar.NewReader(from)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("tar", err)
		}
		if strings.IndexByte(withoutContent, header.Typeflag) >= 0 || anyIgnored(header.Name) {
			continue
		}
		inner := Source{Reader: checked{"tar", archive}, Modified: changed(header.ModTime, from)}
		if strings.IndexByte(withContent, header.Typeflag) < 0 {
			inner = Source{Err: &NotTextError{fmt.Sprintf("an entry of a tar archive of the type %q", string(rune(header.Typeflag))), "unpack it"}}
		}
		if err := next(cleaned(header.Name), inner); err != nil {
			return err
		}
	}
}

// The types of entries: files, also sparse and contiguous ones; links, devices, folders,
// pipes, and what GNU tar notes on the archive itself.
const (
	withContent    = string(tar.TypeReg) + string(tar.TypeGNUSparse) + string(tar.TypeCont)
	withoutContent = string(tar.TypeLink) + string(tar.TypeSymlink) + string(tar.TypeChar) + string(tar.TypeBlock) + string(tar.TypeDir) +
		string(tar.TypeFifo) + string(tar.TypeXGlobalHeader) + "VD"
)

// changed returns the time at which a file in an archive was changed: that of the archive
// if the archive has none for the file, which tar writes as 1970 and zip as 1980.
func changed(at time.Time, archive Source) time.Time {
	if at.Year() <= 1980 {
		return archive.Modified
	}
	return at
}

// cleaned returns the path of a file in an archive without what would lead out of it.
func cleaned(name string) string { return path.Clean("/" + name)[1:] }

func openZip(from Source, next func(string, Source) error) error {
	if from.At == nil {
		return next("", Source{Err: &NotTextError{"a zip archive that is not a file of its own", "unpack it"}})
	}
	directory := &directoryReader{from: from.At, left: longestDirectory}
	archive, err := zip.NewReader(directory, from.Size)
	if errors.Is(err, errLongDirectory) {
		return next("", Source{Err: &NotTextError{"a zip archive with too many files", "unpack it"}})
	}
	if err != nil {
		return damaged("zip", err)
	}
	directory.opened = true
	for i, f := range archive.File {
		archive.File[i] = nil // or the collector looks at all of them again for each few files
		if f.FileInfo().IsDir() || anyIgnored(f.Name) {
			continue
		}
		if err := openZipped(f, from, next); err != nil {
			return err
		}
	}
	return nil
}

// longestDirectory is how long the directory of a zip archive may be, in bytes: it is kept
// in memory. That of 100,000 files with names of 50 bytes is as long.
const longestDirectory = 10 << 20

var errLongDirectory = errors.New("the directory of the zip archive is too long")

// directoryReader limits how much is read of a zip archive until it is opened.
type directoryReader struct {
	from   io.ReaderAt
	left   int64
	opened bool
}

func (d *directoryReader) ReadAt(p []byte, offset int64) (int, error) {
	if d.opened {
		return d.from.ReadAt(p, offset)
	}
	if d.left -= int64(len(p)); d.left < 0 {
		return 0, errLongDirectory
	}
	return d.from.ReadAt(p, offset)
}

func openZipped(f *zip.File, from Source, next func(string, Source) error) error {
	const encrypted = 1
	name := cleaned(f.Name)
	if f.Flags&encrypted != 0 {
		return next(name, Source{Err: &NotTextError{"an encrypted file", "unpack it"}})
	}
	in, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return next(name, Source{Err: &NotTextError{"compressed in a way that is not known", "unpack it"}})
	}
	if err != nil {
		return damaged("zip", err)
	}
	defer func() { _ = in.Close() }() // it was only read
	return next(name, Source{Reader: checked{"zip", in}, Modified: changed(f.Modified, from)})
}
