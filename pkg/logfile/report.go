package logfile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Report says what a file was taken for, and how far its times can be trusted.
type Report struct {
	File    string   // path; of a file in an archive also the path in it, after a colon
	Packing []string // what the file was packed in, such as gzip, from the outside in
	Err     error    // why the file is not a log; then only File and Packing are set
	Broken  error    // why the file was read only in part; its events up to there were passed
	Layouts []Layout // those of its events, most frequent first
	Events  int64    // that were passed

	// The numbers of events whose time is not their own: that of the event before, that of
	// Options.NoTime, that of the event before because their own does not exist or cannot
	// be read, and because their own is in a zone that is not known.
	Inherited, Invented, Invalid, UnknownZone int64

	// The numbers of events whose time is taken as UTC because it has no zone, and whose
	// time is taken to be of the last year before the file was changed.
	NoZone, NoYear int64

	Duplicates int64 // events that were left out since one with their ID was passed
	Cut        int64 // events whose end is missing: of a JSON object, of a container's message, of a file's last record of CSV, or of the time in its last line
	Front      int64 // events that are the rest of one whose start the file has not got
	Documents  int64 // documents with events of their own that are one event, since they are not at the start of the file

	Uneven int64 // records of a CSV file with another number of columns than the header, which are read as text

	Left []string // columns of a CSV file of the console that its events have not got

	TooLong int64 // events that were left out since they have more than MaxMessage bytes

	FirstInvalid, FirstUnknownZone, FirstTooLong Place // of the events counted above
}

// Layout is the form of some events.
type Layout struct {
	Name   string // such as "JSON lines"
	Time   string // where their time is, such as "in `timestamp`"
	Events int64
}

// Place is a line of a file.
type Place struct {
	Line int    // from 1; 0 if there is none
	Text string // its start
}

// Guessed reports whether a user should read the Notes: the file was left out, or read in
// a way that may be wrong. What is usual is not a reason: lines that continue others and have
// no time, JSON among lines of text, as Lambda writes, and JSON that was cut, in which the
// service finds no fields either.
func (r Report) Guessed() bool {
	return r.Err != nil || r.Broken != nil || r.mixed() || r.Invalid+r.UnknownZone+r.Invented+r.NoYear+r.Duplicates+r.Front+r.Documents+r.Uneven+r.TooLong > 0 || len(r.Left) > 0
}

// mixable are the names of layouts that a program writes next to each other.
var mixable = []string{"JSON lines", undatedText.name, leveled}

// mixed reports whether the events have layouts of different names that one program hardly
// writes.
func (r Report) mixed() bool {
	return slices.ContainsFunc(r.Layouts, func(l Layout) bool {
		return l.Name != r.Layouts[0].Name && !(slices.Contains(mixable, l.Name) && slices.Contains(mixable, r.Layouts[0].Name))
	})
}

// Notes returns what a user should know before trusting the numbers, a sentence each:
// why the file was left out, and what was guessed or counted with another time. Only String
// has the events that inherit a time.
func (r Report) Notes() (notes []string) {
	if r.Err != nil {
		return []string{"left out: " + r.Err.Error()}
	}
	note := func(n int64, format string, args ...any) {
		if n > 0 {
			notes = append(notes, fmt.Sprintf(format, append([]any{counted(n)}, args...)...))
		}
	}
	if r.Broken != nil {
		notes = append(notes, "read only in part: "+r.Broken.Error())
	}
	if r.mixed() {
		notes = append(notes, "read as several layouts: "+r.layouts())
	}
	note(r.Invalid, "%s whose time does not exist, with that of the event before: line %d: %s", r.FirstInvalid.Line, r.FirstInvalid.Text)
	note(r.UnknownZone, "%s in a time zone that is not known, with the time of the event before: line %d: %s", r.FirstUnknownZone.Line, r.FirstUnknownZone.Text)
	note(r.Invented, "%s without a time, in a file that has none, with the one given")
	note(r.NoYear, "%s without a year, taken from the file's time")
	note(r.TooLong, "%s left out, longer than the %s bytes that the service takes: line %d: %s", grouped(MaxMessage), r.FirstTooLong.Line, r.FirstTooLong.Text)
	note(r.Duplicates, "%s left out, passed before with the same ID")
	note(r.Front, "%s cut off at the front, with the time of the next one")
	note(r.Cut, "%s cut off before its end")
	notes = append(notes, r.readAsText()...)
	if len(r.Left) > 0 {
		notes = append(notes, "the events are the column @message; other columns are not read: "+strings.Join(r.Left, ", "))
	}
	return notes
}

// readAsText returns the notes on what might have been read as something else than text.
func (r Report) readAsText() (notes []string) {
	switch {
	case r.Documents == 1:
		notes = append(notes, "1 line holds events of its own and is read as one event; put it into a file of its own")
	case r.Documents > 1:
		notes = append(notes, grouped(r.Documents)+" lines hold events of their own and are read as one event each; put them into files of their own")
	}
	switch {
	case r.Uneven == 1:
		notes = append(notes, "1 record with another number of columns than the header, read as text")
	case r.Uneven > 1:
		notes = append(notes, grouped(r.Uneven)+" records with another number of columns than the header, read as text")
	}
	return notes
}

// leave notes columns that are not read.
func (r *Report) leave(columns []string) {
	const most = 20
	for _, name := range columns {
		if len(r.Left) < most && !slices.Contains(r.Left, name) {
			r.Left = append(r.Left, excerpt(name))
		}
	}
}

func counted(n int64) string {
	if n == 1 {
		return "1 event"
	}
	return grouped(n) + " events"
}

// grouped writes a number as 6,204,118.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// String returns the file, its layouts, its events and its notes in a line, such as
// "app.log: JSON lines, time in `ts`; 6,204,118 events, 3 inherit a time".
func (r Report) String() string {
	file := r.File
	if len(r.Packing) > 0 {
		file += " (" + strings.Join(r.Packing, ", ") + ")"
	}
	parts := append(r.summary(), r.Notes()...)
	if r.NoZone > 0 {
		parts = append(parts, fmt.Sprintf("%s without a zone, taken as UTC", counted(r.NoZone)))
	}
	return file + ": " + strings.Join(parts, "; ")
}

// summary returns what the file was taken for, unless that is one of the notes, and how
// many events it has.
func (r Report) summary() (parts []string) {
	switch {
	case r.Err != nil:
		return nil
	case r.mixed():
		parts = []string{counted(r.Events)}
	case len(r.Layouts) == 0:
		return []string{"no events"}
	case len(r.Layouts) == 1:
		parts = []string{r.Layouts[0].String(), counted(r.Events)}
	default:
		parts = []string{r.layouts(), counted(r.Events)}
	}
	if r.Inherited > 0 {
		verb := "inherit"
		if r.Inherited == 1 {
			verb = "inherits"
		}
		parts[len(parts)-1] += fmt.Sprintf(", %s %s a time", grouped(r.Inherited), verb)
	}
	return parts
}

// layouts returns the layouts, each with the number of its events.
func (r Report) layouts() string {
	texts := make([]string, len(r.Layouts))
	for i, l := range r.Layouts {
		texts[i] = fmt.Sprintf("%s: %s", l, counted(l.Events))
	}
	return strings.Join(texts, "; ")
}

// String returns the layout without the number of its events: "JSON lines, time in `ts`".
func (l Layout) String() string {
	if l.Time == "" {
		return l.Name
	}
	return l.Name + ", time " + l.Time
}

// tally counts the events of each layout. Those of the last one are counted apart, so
// that a file of one layout costs an increment for each event.
type tally struct {
	layouts map[*layout]int64
	last    *layout
	n       int64
}

func (t *tally) add(l *layout) {
	if l != t.last {
		t.flush()
		t.last = l
	}
	t.n++
}

func (t *tally) flush() {
	if t.n > 0 {
		if t.layouts == nil {
			t.layouts = map[*layout]int64{}
		}
		t.layouts[t.last] += t.n
	}
	t.n = 0
}

// merge adds what another one has.
func (t *tally) merge(other *tally) {
	t.flush()
	other.flush()
	for l, n := range other.layouts {
		t.last, t.n = l, n
		t.flush()
	}
	t.last = other.last
}

// list returns the layouts, most frequent first.
func (t *tally) list() (all []Layout) {
	t.flush()
	for l, n := range t.layouts {
		all = append(all, Layout{l.name, l.time, n})
	}
	slices.SortFunc(all, func(a, b Layout) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Time, b.Time))
	})
	return all
}
