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
// several queries may read the same files. It is safe for concurrent use.
type fileReports struct {
	mu   sync.Mutex
	list []logfile.Report
	seen map[string]bool
}

// add keeps a report, and reports whether it is the first one on its file.
func (f *fileReports) add(r logfile.Report) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[r.File] {
		return false
	}
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	f.seen[r.File] = true
	f.list = append(f.list, r)
	return true
}

// keep is add for logfile.Options.
func (f *fileReports) keep(r logfile.Report) { f.add(r) }

// all returns the reports in the order of their files.
func (f *fileReports) all() []logfile.Report {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.SortedFunc(slices.Values(f.list), func(a, b logfile.Report) int { return cmp.Compare(a.File, b.File) })
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
	if left := len(guessed) - len(shown); left > 0 {
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
