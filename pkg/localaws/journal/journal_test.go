package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func numbered(n int) Entry {
	return Entry{Lasting: n%2 == 0, At: noon, Call: "test.Call", Body: json.RawMessage(fmt.Sprint(n))}
}

func open(t *testing.T, folder string) *Journal {
	t.Helper()
	j, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() }) // some tests close it themselves
	return j
}

// read returns the bodies of a journal.
func read(t *testing.T, j *Journal) (all []string) {
	t.Helper()
	if err := j.Read(func(e Entry) error { all = append(all, string(e.Body)); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "data")
	j := open(t, folder)
	if _, err := Open(folder); err == nil || !strings.Contains(err.Error(), "in use by another process: stop that") {
		t.Errorf("a folder that is open: %v", err)
	}
	if err := os.WriteFile(j.path+".new", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, folder)
	if _, err := os.Stat(j.path + ".new"); err == nil {
		t.Error("a rewrite that did not end is still there")
	}
	if _, err := Open(filepath.Join(j.path, "below-a-file")); err == nil {
		t.Error("a folder that cannot be made: no error")
	}
}

func TestJournal_Read(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end  string // after two whole lines
		want []string
		fail string
	}{
		"whole":                           {"", []string{"1", "2"}, ""},
		"a last line without an end":      {`{"at":"2026-01-02T12:00:00Z","call":"te`, []string{"1", "2"}, ""},
		"a damaged line before the end":   {"half\n", nil, "journal:3: it is damaged: invalid character"},
		"zeros of a disk that lost power": {"\x00\x00\x00", []string{"1", "2"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			j := open(t, folder)
			j.Add(numbered(1))
			j.Add(numbered(2))
			if err := errors.Join(j.Kept(), j.Close()); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(j.path)
			if err == nil {
				err = os.WriteFile(j.path, append(text, test.end...), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			j = open(t, folder)
			if test.fail != "" {
				if err := j.Read(func(Entry) error { return nil }); err == nil || !strings.Contains(err.Error(), test.fail) {
					t.Errorf("error %v, want one with %q", err, test.fail)
				}
				return
			}
			if diff := cmp.Diff(test.want, read(t, j)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			j.Add(numbered(3))
			if diff := cmp.Diff(append(test.want, "3"), read(t, j)); diff != "" {
				t.Errorf("entries with a new one (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("an entry that is refused", func(t *testing.T) {
		t.Parallel()
		j := open(t, t.TempDir())
		j.Add(numbered(1))
		refused := errors.New("refused")
		if err := j.Read(func(Entry) error { return refused }); !errors.Is(err, refused) || !strings.Contains(err.Error(), "journal:1:") {
			t.Errorf("error %v", err)
		}
	})
}

// fullDisk takes bytes up to a size, and half of what crosses it.
type fullDisk struct {
	writer
	size int64
}

var errFull = errors.New("no space left on device")

func (d *fullDisk) WriteAt(p []byte, offset int64) (int, error) {
	if room := max(0, d.size-offset); int64(len(p)) > room {
		n, _ := d.writer.WriteAt(p[:room], offset)
		return n, errFull
	}
	return d.writer.WriteAt(p, offset)
}

// TestJournal_Kept fills the disk within a line: the journal says so until there is room, and
// then has everything. If the process ends before that, it has what was whole.
func TestJournal_Kept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	j.Add(numbered(1))
	disk := &fullDisk{writer: j.file, size: j.Size() + 10}
	j.file = disk
	for n := 2; n < 5; n++ {
		j.Add(numbered(n))
		if err := j.Kept(); !errors.Is(err, errFull) || !strings.Contains(err.Error(), "keep what has changed") {
			t.Fatalf("after entry %d: %v", n, err)
		}
	}
	if err := j.Rewrite(func(func(Entry) error) error { return nil }); !errors.Is(err, errFull) {
		t.Errorf("a rewrite without what is not written: %v", err)
	}
	text, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	killed := t.TempDir()
	if err := os.WriteFile(filepath.Join(killed, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1"}, read(t, open(t, killed))); diff != "" {
		t.Errorf("of a process that was killed (-want +got):\n%s", diff)
	}
	disk.size = 1 << 20
	if err := j.Kept(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1", "2", "3", "4"}, read(t, j)); diff != "" {
		t.Errorf("with room (-want +got):\n%s", diff)
	}
}

func TestJournal_Add(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	j.Add(Entry{Body: json.RawMessage("{half")})
	if err := j.Kept(); err == nil {
		t.Error("an entry that cannot be encoded: no error")
	}
}

// TestJournal_Rewrite keeps lasting entries and the state, and the whole old file if the state fails.
func TestJournal_Rewrite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	for n := range 10 {
		j.Add(numbered(n))
	}
	before := j.Size()
	if j.Rewritten() != 0 {
		t.Errorf("%d bytes after a rewrite that was none", j.Rewritten())
	}
	failed := errors.New("no room")
	if err := j.Rewrite(func(add func(Entry) error) error { return errors.Join(add(numbered(99)), failed) }); !errors.Is(err, failed) {
		t.Fatalf("a state that fails: %v", err)
	}
	if _, err := os.Stat(j.path + ".new"); err == nil || j.Size() != before {
		t.Errorf("after a rewrite that failed: %d bytes, want %d, and an unfinished file (%v)", j.Size(), before, err)
	}
	if err := j.Rewrite(func(add func(Entry) error) error { return add(numbered(11)) }); err != nil {
		t.Fatal(err)
	}
	least := j.Size()
	j.Add(numbered(12))
	if err := errors.Join(j.Kept(), j.Close()); err != nil {
		t.Fatal(err)
	}
	next := open(t, folder)
	if diff := cmp.Diff([]string{"0", "2", "4", "6", "8", "11", "12"}, read(t, next)); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if got := next.Rewritten(); got != least || j.Rewritten() != least {
		t.Errorf("%d bytes after the rewrite, and %d for the next process, want %d", j.Rewritten(), got, least)
	}
}
