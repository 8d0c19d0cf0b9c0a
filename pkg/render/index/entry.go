// Package index writes the page of all editions of a report in an archive: a calendar and a
// list. The page carries its own data, so that the next edition is added to what is there.
package index

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// State says what became of an edition.
type State string

// The states of editions.
const (
	Sent       State = "sent"
	Incomplete State = "incomplete" // it was sent, and more queries gave no answer than its report tolerates
	Skipped    State = "skipped"    // nobody got it: it was skipped or held, or could not be delivered
)

// Entry is an edition in a list. A run that was replayed has one for each epoch.
type Entry struct {
	Run     fanlight.RunID  `json:"run"`
	Epoch   int             `json:"epoch"`
	Window  fanlight.Window `json:"window"`
	Period  report.Calendar `json:"period,omitempty"` // empty: a window of a length
	Day     string          `json:"day"`              // of the calendar, in the report's zone: 2026-11-25
	State   State           `json:"state"`
	Alert   bool            `json:"alert,omitempty"` // a number has crossed its alert mark
	Note    string          `json:"note,omitempty"`  // the worst of its first lines
	Numbers []Number        `json:"numbers,omitempty"`
	Folder  string          `json:"folder,omitempty"` // of its files, from the folder of the index; empty: it has none
}

// Number is a number of an edition as it was shown.
type Number struct {
	Title string      `json:"title"`
	Text  string      `json:"text"`
	Tag   edition.Tag `json:"tag,omitempty"` // Alert or Warning
}

// What an entry keeps.
const (
	mostNumbers = 3
	maxRun      = 100 // characters
	maxNote     = 160
	maxName     = 40
	maxText     = 24
	maxTitle    = 200
)

// New returns a list of a document's edition and of those since the last one that somebody
// got. Folder returns the folder of an edition's files from that of the index.
func New(d *fanlight.Document, folder func(run fanlight.RunID, epoch int) string) List {
	e := edition.New(d)
	l := List{Format: format, Report: clean(d.Report, maxName), Title: e.Title, Timezone: clean(d.Timezone, maxName)}
	l.Entries = append(l.Entries, newEntry(d, e, folder(d.Run, d.Epoch)))
	for _, before := range d.Past {
		if !before.Unsent {
			break
		}
		l.Entries = append(l.Entries, Entry{
			Run: before.Run, Epoch: before.Epoch, Window: before.Window, Period: before.Period.Calendar,
			Day: edition.Day(&fanlight.Document{Timezone: d.Timezone, Period: before.Period}, before.Window).Format(time.DateOnly), State: Skipped,
		})
	}
	return l
}

func newEntry(d *fanlight.Document, e *edition.Edition, folder string) Entry {
	n := Entry{
		Run: fanlight.RunID(clean(string(d.Run), maxRun)), Epoch: d.Epoch, Window: d.Window, Period: d.Period.Calendar,
		Day: edition.Day(d, d.Window).Format(time.DateOnly), State: Sent, Numbers: numbers(e.Sections), Note: note(e.Lines),
	}
	if folderName().MatchString(folder) {
		n.Folder = folder
	}
	if d.Incomplete() {
		n.State = Incomplete
	}
	for _, l := range e.Lines {
		n.Alert = n.Alert || l.Tag == edition.TagAlert
	}
	return n
}

// numbers returns the first numbers of an edition, those with marks before the others. One
// without an answer keeps its place, so that all editions have the same.
func numbers(sections []edition.Section) (first []Number) {
	for _, marked := range []bool{true, false} {
		for _, s := range sections {
			if !s.IsNumber() || s.Marked != marked || len(first) == mostNumbers {
				continue
			}
			n := Number{Title: clean(s.Title, maxName), Text: "no answer"}
			if s.Number != nil {
				n.Text, n.Tag = clean(s.Number.Text(), maxText), s.Number.Tag
			}
			first = append(first, n)
		}
	}
	return first
}

// note returns the worst of the first lines, and that queries gave no answer.
func note(lines []edition.Line) string {
	var parts []string
	for i, l := range lines {
		if l.Strong != "" && (i == 0 || l.Tag == edition.TagIncomplete) {
			parts = append(parts, string(l.Tag)+": "+l.Strong)
		}
	}
	return text.Limit(strings.Join(parts, ". "), maxNote)
}

// clean returns a text as one line that is safe to show, of at most that many characters.
func clean(s string, limit int) string { return text.Limit(text.Clean(s), limit) }
