package main

import (
	"archive/zip"
	"path/filepath"
	"testing"
	"time"
)

func TestWriteZip(t *testing.T) {
	t.Parallel()
	folder := dist(t, "program", 0o600, time.Unix(1e9, 0))
	path := filepath.Join(folder, "worker.zip")
	if _, err := writeZip(path, filepath.Join(folder, "worker", "bootstrap")); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	if n := len(archive.File); n != 1 {
		t.Fatalf("the zip holds %d files, want 1", n)
	}
	if f := archive.File[0]; f.Name != "bootstrap" || f.Mode() != 0o755 {
		t.Errorf("the zip holds %s with mode %v, want bootstrap that may be executed", f.Name, f.Mode())
	}
}
