package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"time"
)

// epoch is the earliest time that a zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writeZip zips one program and returns the zip's SHA-256 in base64, the form in
// which Lambda reports it. The zip depends on the program's content only, not on
// the file's time, owner or mode.
func writeZip(name, program string) (hash string, err error) {
	in, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }() // it was only read
	out, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	sum := sha256.New()
	if err := zipProgram(io.MultiWriter(out, sum), in); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(sum.Sum(nil)), nil
}

func zipProgram(out io.Writer, program io.Reader) error {
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate, Modified: epoch}
	header.SetMode(0o755)
	w := zip.NewWriter(out)
	entry, err := w.CreateHeader(header)
	if err != nil {
		return err
	}
	if _, err := io.Copy(entry, program); err != nil {
		return err
	}
	return w.Close()
}
