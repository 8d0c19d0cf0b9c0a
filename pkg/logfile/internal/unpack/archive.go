package unpack

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"io"
	"path"
	"time"
)

// isTar reports whether a file starts with a header of tar (POSIX and GNU).
func isTar(head []byte) bool {
	const magic = 257
	return len(head) == sniffed && string(head[magic:magic+5]) == "ustar"
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
		if header.Typeflag != tar.TypeReg || anyIgnored(header.Name) {
			continue
		}
		inner := Source{Reader: checked{"tar", archive}, Modified: changed(header.ModTime, from)}
		if err := next(cleaned(header.Name), inner); err != nil {
			return err
		}
	}
}

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
	archive, err := zip.NewReader(from.At, from.Size)
	if err != nil {
		return damaged("zip", err)
	}
	for _, f := range archive.File {
		if f.FileInfo().IsDir() || anyIgnored(f.Name) {
			continue
		}
		if err := openZipped(f, from, next); err != nil {
			return err
		}
	}
	return nil
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
