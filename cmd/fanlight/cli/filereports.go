package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/text"
)

// fileReports has the reports on the files that a command has read, one for each file:
// several queries may read the same files. Of thousands of files, it keeps the reports that
// it will show. It is safe for concurrent use.
type fileReports struct {
	whole bool // keep the reports on all files, not only those to be noted

	mu      sync.Mutex
	list    []logfile.Report // in the order of the files
	dropped int              // that would be noted after those in the list
	seen    map[string]bool
}

// add notes a file, and reports whether it is the first time.
func (f *fileReports) add(file string) bool {
	if f.seen[file] {
		return false
	}
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	f.seen[file] = true
	return true
}

// first reports whether a report is the first one on its file.
func (f *fileReports) first(r logfile.Report) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.add(r.File)
}

// keep keeps a report for logfile.Options.
func (f *fileReports) keep(r logfile.Report) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.add(r.File) || !f.whole && !r.Guessed() {
		return
	}
	if f.whole {
		f.list = append(f.list, r)
		return
	}
	at, _ := slices.BinarySearchFunc(f.list, r, byFile)
	f.list = slices.Insert(f.list, at, r)
	if len(f.list) > mostFileNotes {
		f.list, f.dropped = f.list[:mostFileNotes], f.dropped+1
	}
}

func byFile(a, b logfile.Report) int { return cmp.Compare(a.File, b.File) }

// all returns the reports in the order of their files.
func (f *fileReports) all() []logfile.Report {
	f.mu.Lock()
	defer f.mu.Unlock()
	slices.SortStableFunc(f.list, byFile)
	return slices.Clone(f.list)
}

// mostFileNotes is how many files are noted: a folder may hold thousands that are not logs.
const mostFileNotes = 20

// print notes the files that were left out, or read in a way that may be wrong.
func (f *fileReports) print(w io.Writer) {
	guessed := slices.DeleteFunc(f.all(), func(r logfile.Report) bool { return !r.Guessed() })
	shown := guessed[:min(len(guessed), mostFileNotes)]
	for _, r := range shown {
		fmt.Fprintln(w, fileNote(r))
	}
	if left := len(guessed) - len(shown) + f.dropped; left > 0 {
		fmt.Fprintf(w, "note: %s more; fanlight query --explain shows them\n", count(left, "file", "files"))
	}
}

// fileNote returns the note on a file. It has lines of the file, and is cleaned.
func fileNote(r logfile.Report) string { return "note: " + text.Clean(r.String()) }

// fileView is the JSON form of a report.
type fileView struct {
	File      string       `json:"file"`
	Packing   []string     `json:"packing,omitempty"`
	Layouts   []layoutView `json:"layouts"`
	Events    int64        `json:"events"`
	Inherited int64        `json:"inherited_times,omitempty"`
	Notes     []string     `json:"notes"`
}

type layoutView struct {
	Name   string `json:"name"`
	Time   string `json:"time,omitempty"`
	Events int64  `json:"events"`
}

func viewFiles(reports []logfile.Report) []fileView {
	views := []fileView{}
	for _, r := range reports {
		v := fileView{r.File, r.Packing, []layoutView{}, r.Events, r.Inherited, append([]string{}, r.Notes()...)}
		for _, l := range r.Layouts {
			v.Layouts = append(v.Layouts, layoutView(l))
		}
		views = append(views, v)
	}
	return views
}
