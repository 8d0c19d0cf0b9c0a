package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"os"
	"time"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// epoch is the earliest time in the format of zip.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writeZip zips a program and returns the SHA-256 of the zip in base64, as Lambda
// has it in CodeSha256. The zip depends on the content of the program only: it has
// no time, owner or mode of the file.
func writeZip(name, program string) (hash string, err error) {
	in, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }() // it was only read
	var out bytes.Buffer
	if err := zipProgram(&out, in); err != nil {
		return "", err
	}
	sum := sha256.Sum256(out.Bytes())
	return base64.StdEncoding.EncodeToString(sum[:]), wholefile.Write(name, out.Bytes())
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
