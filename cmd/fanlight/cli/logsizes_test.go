package cli

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSizesOf(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name string, content []byte) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	plain, compressed := write("plain.log", make([]byte, 100)), write("zipped.log.gz", zipped.Bytes())
	write("folder/one.log", make([]byte, 20))
	write("folder/two.log", make([]byte, 22))
	paths := map[string][]string{"": {plain, filepath.Join(folder, "folder")}, "/z": {compressed, plain}, "/in": {"-"}}
	want := map[string]int64{"": 142, "/z": -1, "/in": -1}
	if got := sizesOf(paths); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}
