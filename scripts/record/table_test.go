package record

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "numbers.tsv")
	if all, err := Read(path, strconv.Atoi); err != nil || len(all) > 0 {
		t.Errorf("without a file: %v, %v", all, err)
	}
	if err := Write(path, "# numbers", []int{3, 1}, strconv.Itoa); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "# numbers\n3\n1\n" {
		t.Errorf("the file has %q, %v", text, err)
	}
	if all, err := Read(path, strconv.Atoi); err != nil || !slices.Equal(all, []int{3, 1}) {
		t.Errorf("read %v, %v", all, err)
	}
}

func TestRead_refused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "numbers.tsv")
	if err := os.WriteFile(path, []byte("# numbers\n1\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path, strconv.Atoi); err == nil || !strings.HasPrefix(err.Error(), path+":3: ") {
		t.Errorf("error %v, want one with its line", err)
	}
	if _, err := Read(t.TempDir(), strconv.Atoi); err == nil {
		t.Error("a folder is read")
	}
}
