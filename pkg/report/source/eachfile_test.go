package source

import (
	"path/filepath"
	"strings"
	"testing"
)

// The file is relative to the report file; its items are read as those of a list.
func TestValue_itemsFile(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]string{
		"lines": "- acme\n- ${env}-1\n- 7\n", "flow": "[acme, '${env}-1', 7]", "anchor": "&a\n- acme\n- ${env}-1\n- 7\n",
	} {
		paths := folder(t, [2]string{"a.yaml", withEach(t, "{ file: 'in-${env}.yaml' }", "limit 5 # {{each}}")}, [2]string{"in-local.yaml", list})
		reports, notes, err := LoadFiles(paths[:1], DefaultValues(), Options{})
		if err != nil || len(notes) > 0 {
			t.Fatalf("%s: notes %v, error %v", name, notes, err)
		}
		if got := strings.Join(sectionsOf(reports[0]), ", "); got != "acme calls_acme, local-1 calls_local_1, 7 calls_7" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestReadBounded(t *testing.T) {
	t.Parallel()
	path := write(t, filepath.Join(t.TempDir(), "a.yaml"), strings.Repeat("x", maxFile+10))
	if src, err := readBounded(path); err != nil || len(src) != maxFile+1 {
		t.Errorf("%d bytes, %v", len(src), err)
	}
	for _, wrong := range []string{filepath.Dir(path), path + "x", "/dev/null"} {
		if _, err := readBounded(wrong); err == nil || strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestValue_itemsFile_too_large(t *testing.T) {
	t.Parallel()
	paths := folder(t, [2]string{"a.yaml", withEach(t, "{ file: b.yaml }", "limit 5 # {{each}}")}, [2]string{"b.yaml", strings.Repeat("#", maxFile+1)})
	_, _, err := LoadFiles(paths[:1], DefaultValues(), Options{})
	if want := paths[1] + ":1:1: file too large: want at most 8 MiB"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
