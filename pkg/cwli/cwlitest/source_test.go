package cwlitest

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestParseSource(t *testing.T) {
	t.Parallel()
	for _, kind := range Kinds {
		if got, err := parseSource(kind + ", page on sort, the list"); err != nil || got != (source{kind, "page on sort, the list"}) {
			t.Errorf("%s: %v, %v", kind, got, err)
		}
	}
	if got, err := parseSource("documented (shape), values by hand, a page"); err != nil || got != (source{Documented, "(shape), values by hand, a page"}) {
		t.Errorf("with a remark: %v, %v", got, err)
	}
	for _, text := range []string{"", "recorded", "recorded, ", "recordedly, a page", "guessed, a page"} {
		if got, err := parseSource(text); err == nil {
			t.Errorf("parseSource(%q) = %v, want an error", text, got)
		}
	}
}

func TestCountScripts(t *testing.T) {
	t.Parallel()
	const one = "case a\n# source: recorded, a README\nquery\n\tx\nrows\nquery\n\ty\nrows\ncase b\n# source: by hand, counted\nquery\n\tx\nrefused\n"
	scripts := fstest.MapFS{"one.txt": {Data: []byte(one)}}
	got, err := CountScripts(scripts, scripts)
	if want := (Counts{Recorded: {2, 4}, ByHand: {2, 2}}); err != nil || !cmp.Equal(got, want) {
		t.Errorf("CountScripts = %v, %v, want %v", got, err, want)
	}
	if _, err := CountScripts(scripts, fstest.MapFS{}); err == nil {
		t.Error("CountScripts of a folder without scripts: no error")
	}
}

func TestCounts_Total(t *testing.T) {
	t.Parallel()
	c := Counts{Recorded: {2, 4}, Run: {1, 1}, ByHand: {3, 5}}
	if got := c.Total(); got != (Count{6, 10}) {
		t.Errorf("Total() = %v, want 6 cases with 10 queries", got)
	}
	if got := c.Total(Recorded, Run); got != (Count{3, 5}) {
		t.Errorf("Total(recorded, run) = %v, want 3 cases with 5 queries", got)
	}
}

// folders have the scripts of the repository.
var folders = []string{"../testdata", "../../logfile/testdata"}

// TestCountScripts_floors keeps the scripts from shrinking. Raise a floor when
// cases were added.
func TestCountScripts_floors(t *testing.T) {
	t.Parallel()
	var scripts []fs.FS
	for _, folder := range folders {
		scripts = append(scripts, os.DirFS(folder))
	}
	counts, err := CountScripts(scripts...)
	if err != nil {
		t.Fatal(err)
	}
	for kind, floor := range map[string]int{Recorded: 90, Documented: 336, Run: 7, Reported: 6, ByRule: 385, ByHand: 24} {
		if got := counts.Total(kind); got.Cases < floor {
			t.Errorf("%s: %d cases, want at least %d", kind, got.Cases, floor)
		}
	}
	if got := counts.Total(); got.Cases < 848 || got.Queries < 1727 {
		t.Errorf("%d cases with %d queries, want at least 848 with 1727", got.Cases, got.Queries)
	}
	for _, kind := range Kinds {
		t.Logf("%-10s %4d cases %4d queries", kind, counts[kind].Cases, counts[kind].Queries)
	}
}
