package logfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// badFiles are files that cannot be read to their end, with the lines that count and the
// note on each.
var badFiles = map[string]struct {
	content string
	lines   int
	note    string
}{
	"cut.log.gz":  {zipped(strings.Repeat(line, 100))[:14], 0, "left out: line 1: unexpected EOF: the gzip file is cut off or damaged"},
	"tail.log.gz": {zipped(line) + "more than a header", 1, "read only in part: line 2: gzip: invalid header: the gzip file is cut off or damaged"},
	"page.json":   {"{\"events\":[\n{\"timestamp\":1767225601000,\"message\":\"a\"},\n", 1, "read only in part: line 3: unexpected EOF"},
	"broken.csv":  {"timestamp,message\nsoon,a\n", 0, `left out: no line in the first 25 bytes has a time that exists: line 2: "soon": see`},
	"image.png":   {"\x89PNG\r\n\x1a\n", 0, "left out: invalid log file: this is an image (PNG)"},
	"README.md":   {"# Logs\n", 0, "left out: no line in the first 7 bytes has a time: see --time-field, --time-format and --time"},
	"deep.log.gz": {zipped(zipped(zipped(zipped(zipped(line))))), 0, "left out: invalid file that is packed more than 4 times"},
	"archive.zip": {"PK\x03\x04", 0, "left out: zip: not a valid zip file: the zip file is cut off or damaged"},
}

// TestSet_Each_bad_files checks that a bad file in a folder is reported, and that the
// others are read; and that it is an error if it is named alone.
func TestSet_Each_bad_files(t *testing.T) {
	t.Parallel()
	for name, bad := range badFiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := folder(t, map[string]string{"a.log": line, name: bad.content, "z.log": line})
			events, reports, err := readWith(t, logfile.Options{}, root)
			if len(events) != 2+bad.lines || err != nil {
				t.Errorf("%d events, %v, want %d", len(events), err, 2+bad.lines)
			}
			for _, r := range reports {
				notes := strings.Join(r.Notes(), "; ")
				if isBad := filepath.Base(r.File) == name; r.Guessed() != isBad || isBad && !strings.Contains(notes, bad.note) {
					t.Errorf("%s: %s, want … %s", r.File, notes, bad.note)
				}
			}
			if _, _, err := readWith(t, logfile.Options{}, filepath.Join(root, name)); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("alone: %v, want an error that names it", err)
			}
		})
	}
}

// TestSet_Each_bad_archives checks the same of files in archives: a damaged archive is
// reported once, with the file where that was found.
func TestSet_Each_bad_archives(t *testing.T) {
	t.Parallel()
	damaged := archive(t, map[string]string{"a.log": line, "b.log": "timestamp,message\nsoon,a\n", "c.log": line})
	content, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	var long strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&long, "2026-01-01T00:00:01Z %d\n", i*7919)
	}
	cut := archive(t, map[string]string{"a.log": line, "b.log": long.String()})
	whole, err := os.ReadFile(cut)
	if err != nil {
		t.Fatal(err)
	}
	root := folder(t, map[string]string{"one.tar.gz": string(content), "two.tar.gz": string(whole[:len(whole)*9/10])})
	events, reports, err := readWith(t, logfile.Options{}, root)
	if len(events) < 3+2000 || err != nil {
		t.Errorf("%d events, %v", len(events), err)
	}
	var notes []string
	for _, r := range reports {
		if r.Guessed() {
			notes = append(notes, filepath.Base(r.File)+" "+strings.Join(r.Notes(), "; "))
		}
	}
	if len(notes) != 2 {
		t.Fatalf("%q, want two notes", notes)
	}
	if _, _, err := readWith(t, logfile.Options{}, filepath.Join(root, "two.tar.gz")); err == nil || !strings.Contains(err.Error(), "two.tar.gz: unexpected EOF") {
		t.Errorf("alone: %v, want an error that names it", err)
	}
	notes[1] = notes[1][:strings.Index(notes[1], "line ")]
	want := []string{`one.tar.gz:b.log left out: no line in the first 25 bytes has a time that exists: line 2: "soon": see --time-field, --time-format and --time`, "two.tar.gz:b.log read only in part: "}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSet_Each_links reads a folder with links that lead to no file.
func TestSet_Each_links(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"a.log": line, "old/b.log": line})
	for name, target := range map[string]string{"current": "old", "lost": "nowhere", "again.log": "a.log"} {
		if err := os.Symlink(filepath.Join(root, target), filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	events, reports, err := readWith(t, logfile.Options{}, root)
	if len(events) != 2 || err != nil {
		t.Errorf("%q, %v, want an event of each file", events, err)
	}
	var notes []string
	for _, r := range reports {
		if r.Err != nil {
			notes = append(notes, strings.TrimPrefix(r.String(), root+"/"))
		}
	}
	want := []string{"current: left out: invalid link to a folder: want the folder itself",
		"lost: left out: there is no such file, or the file that this link leads to does not exist"}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
