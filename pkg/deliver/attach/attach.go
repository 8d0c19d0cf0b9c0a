// Package attach chooses the files that follow a chat message: the tables of which it does
// not show all rows, as CSV.
package attach

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// The bounds of the files of a message. Chats take far larger ones: these keep what is
// stored of a report small, and an upload within the time that a part has.
const (
	MaxFiles = 10
	MaxFile  = 1_000_000 // bytes
	MaxBytes = 4_000_000 // of all files
)

// File is the rows of a table as CSV, as far as the document has them.
type File struct {
	Name  string // as in mails and archives
	Title string // of the first section that names it
	Rows  int
	Data  []byte // nil if it would be too large

	size int
}

// Words returns a line that stands for the file where it cannot be sent.
func (f File) Words() string {
	return fmt.Sprintf("%s: %s, %s", f.Name, f.Count(), amount.Bytes(float64(len(f.Data))))
}

// Count returns the number of its rows: "1,204 rows".
func (f File) Count() string { return edition.Many(f.Rows, "row", "rows") }

// Tables makes the files of a document, each once.
type Tables struct {
	document *fanlight.Document
	made     map[string]File // by name
}

// New returns the tables of a document, which does not change any more.
func New(d *fanlight.Document) *Tables { return &Tables{d, map[string]File{}} }

// file returns a file with its rows.
func (t *Tables) file(of *edition.File, q *fanlight.QueryResult) File {
	f, made := t.made[of.Name]
	if !made {
		rows := render.CSV(q)
		if f = (File{Name: of.Name, Rows: of.Rows, size: len(rows)}); f.size <= MaxFile {
			f.Data = []byte(rows)
		}
		t.made[of.Name] = f
	}
	return f
}

// Select begins a choice of files.
func (t *Tables) Select() *Selection { return &Selection{tables: t} }

// Selection is the files of a message in the order in which they were asked for. That of a
// message that takes none is nil.
type Selection struct {
	tables *Tables
	files  []File
	size   int
}

// Files returns what was chosen.
func (s *Selection) Files() []File {
	if s == nil {
		return nil
	}
	return s.files
}

// Rest chooses the file of a section's table of which so many rows are shown, if the
// document has more of them, and returns where they are: the end of a line that counts
// them, such as " in by_route.csv". It is empty if no file would have more.
func (s *Selection) Rest(of edition.Section, shown int) string {
	if s == nil || of.Table == nil || of.File == nil || shown >= available(of) {
		return ""
	}
	q := s.tables.document.Query(of.File.Query)
	if q == nil {
		return ""
	}
	f := s.tables.file(of.File, q)
	if why := s.choose(f, of.Title); why != "" {
		return " (" + why + ")"
	}
	if of.Patterns == nil && !of.File.Whole {
		return fmt.Sprintf("; the first %s in %s", amount.Count(float64(f.Rows)), f.Name)
	}
	return " in " + f.Name
}

// available returns how many rows of a section's table there are to be shown.
func available(of edition.Section) int {
	if of.Patterns != nil { // rows of the table are patterns that are new or gone
		return len(of.Table.Rows)
	}
	return of.File.Rows
}

// choose adds a file unless it is there, or returns why it is not sent.
func (s *Selection) choose(f File, title string) string {
	for _, chosen := range s.files {
		if chosen.Name == f.Name {
			return ""
		}
	}
	switch {
	case f.size > MaxFile:
		return "too large for a file: " + amount.Bytes(float64(f.size))
	case len(s.files) == MaxFiles || s.size+f.size > MaxBytes:
		return "not as a file: no room for another one"
	}
	f.Title = title
	s.files, s.size = append(s.files, f), s.size+f.size
	return ""
}
