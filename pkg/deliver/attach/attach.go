// Package attach chooses the files that follow a chat message: the tables of which it does
// not show all rows, as CSV.
package attach

import (
	"fmt"
	"strings"

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
	Name  string // of letters, digits, _, - and .
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
	made     map[string]File // by the ID of the query
	names    map[string]bool
}

// New returns the tables of a document, which does not change any more.
func New(d *fanlight.Document) *Tables {
	return &Tables{document: d, made: map[string]File{}, names: map[string]bool{}}
}

// file returns the file of a query that has rows.
func (t *Tables) file(q *fanlight.QueryResult) File {
	f, made := t.made[q.ID]
	if !made {
		rows := render.CSV(q)
		if f = (File{Name: t.name(q.ID), Rows: len(q.Rows), size: len(rows)}); f.size <= MaxFile {
			f.Data = []byte(rows)
		}
		t.made[q.ID] = f
	}
	return f
}

// maxName is the most bytes of a file's name without its extension.
const maxName = 60

// Name returns the ID of a query as the name of a file without its extension: one that
// means nothing to a chat, a header or a shell. The IDs of definitions are such names.
func Name(id string) string {
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, id)
	return name[:min(len(name), maxName)]
}

// name returns a name that no other file has.
func (t *Tables) name(id string) string {
	base := Name(id)
	name := base + ".csv"
	for n := 2; t.names[name]; n++ {
		name = fmt.Sprintf("%s-%d.csv", base, n)
	}
	t.names[name] = true
	return name
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
	if s == nil || of.Table == nil {
		return ""
	}
	q := s.tables.document.Query(of.Query)
	if q == nil || len(q.Rows) == 0 || shown >= available(of, q) {
		return ""
	}
	f := s.tables.file(q)
	if why := s.choose(f, of.Title); why != "" {
		return " (" + why + ")"
	}
	if of.Patterns == nil && q.Kept() > len(q.Rows) {
		return fmt.Sprintf("; %s has the first %s", f.Name, amount.Count(float64(f.Rows)))
	}
	return " in " + f.Name
}

// available returns how many rows of a section's table there are to be shown.
func available(of edition.Section, q *fanlight.QueryResult) int {
	if of.Patterns != nil { // rows of the table are patterns that are new or gone
		return len(of.Table.Rows)
	}
	return len(q.Rows)
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
