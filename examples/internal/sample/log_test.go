package sample_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

func TestLog_String(t *testing.T) {
	t.Parallel()
	var l sample.Log
	l.Tail(midnight.Add(1500*time.Millisecond), "s/1", "second %d", 2)
	l.Add(midnight, "first %s", "line")
	l.Add(midnight, "as early, but added later")
	want := "first line\nas early, but added later\n2025-12-10T00:00:01.500000+00:00 s/1 second 2\n"
	if diff := cmp.Diff(want, l.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFiles_Write(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	want := sample.Files{"aws/lambda/a.log": "a\n", "b.log.gz": "b\nb\n"}
	if err := want.Write(folder); err != nil {
		t.Fatal(err)
	}
	got, err := sample.Read(folder)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-written +read)\n%s", err, diff)
	}
	packed, err := os.ReadFile(filepath.Join(folder, "b.log.gz"))
	if err != nil || string(packed[:2]) != "\x1f\x8b" {
		t.Errorf("the file is not compressed: %q, %v", packed, err)
	}
}

func TestFiles_Write_mistake(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (sample.Files{"a.log": "a"}).Write(file); err == nil {
		t.Error("files were written below a file")
	}
}
