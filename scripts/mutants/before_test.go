package main

import (
	"archive/tar"
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

func TestTree_unpack(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	for name, text := range map[string]string{"pkg/a.go": "one\n", "../out.go": "two\n"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "in")
	if err := (&tree{folder}).unpack(tar.NewReader(&packed)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(folder, "pkg", "a.go")); got != "one\n" {
		t.Errorf("unpacked %q", got)
	}
	if outside, _ := filepath.Glob(filepath.Join(filepath.Dir(folder), "*.go")); len(outside) > 0 {
		t.Errorf("unpacked %v outside of the folder", outside)
	}
}

func TestWriteBefore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.patch")
	write(t, path, "# bug: a\n# before: not measured\n# hint: seeds 3\n--- a\n")
	if err := writeBefore(path, "seed 3, rule S2"); err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, path), "# bug: a\n# before: seed 3, rule S2\n# hint: seeds 3\n--- a\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := writeBefore(path+".gone", ""); err == nil {
		t.Error("a file that does not exist was written")
	}
}

func TestViolated(t *testing.T) {
	t.Parallel()
	const out = "--- FAIL: TestSeeds (2s)\n    sim_test.go:90: SEED=14 go test ./pkg/sim -run TestSeeds\n        [E1: epoch 1 ends as sent]\n"
	match := violated.FindStringSubmatch(out)
	if strings.Join(match[1:], " ") != "14 E1" {
		t.Errorf("got %q", match)
	}
}
