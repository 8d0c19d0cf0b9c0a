package fanlight

import (
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// DocumentVersion is the version of the document's JSON form.
const DocumentVersion = 1

// Document is a finished run as its readers see it, before it is put into the
// form of a destination. `fanlight run -o json` prints it.
type Document struct {
	Version   int              `json:"version"`
	Run       RunID            `json:"run"`
	Epoch     int              `json:"epoch"`
	Report    string           `json:"report"`
	Title     string           `json:"title"`
	Scheduled time.Time        `json:"scheduled"`
	Timezone  string           `json:"timezone"` // in which times are shown
	Window    Window           `json:"window"`
	Period    report.Window    `json:"period,omitzero"` // the kind of window
	Sections  []report.Section `json:"sections"`        // each with its own comparison
	Queries   []QueryResult    `json:"queries"`         // in the order of the definition
	Views     []QueryResult    `json:"views,omitempty"` // what sections show of queries: some rows, some fields or a sum

	Baselines []Baseline `json:"baselines,omitempty"` // that sections are compared with, one for each report.Compare
	Past      []Figures  `json:"past,omitempty"`      // numbers of the editions before, the newest first

	LastSent    *Edition       `json:"last_sent,omitempty"`    // before it that somebody got
	ShownBefore []SectionShown `json:"shown_before,omitempty"` // when sections that have a condition were shown last

	PatternsBefore []PatternsBefore `json:"patterns_before,omitempty"` // of the sections that show new patterns

	Verdict         Verdict          `json:"verdict,omitempty"`
	Reason          string           `json:"reason,omitempty"`   // of the verdict, for people
	Tolerate        int              `json:"tolerate,omitempty"` // queries without an answer that do not make it incomplete
	SkippedSections []SkippedSection `json:"skipped_sections,omitempty"`

	Region  string `json:"region,omitempty"`  // where its queries ran; empty: nowhere that has a console
	Account string `json:"account,omitempty"` // that they ran in

	Archive *Archive `json:"archive,omitempty"` // nil: the report has none, or none with an address
}

// QueryResult is a settled query in a document.
type QueryResult struct {
	ID         string     `json:"id"`
	State      Outcome    `json:"state"`
	Error      string     `json:"error,omitempty"`
	Note       string     `json:"note,omitempty"` // on how it was run, for people
	QueryID    string     `json:"query_id,omitempty"`
	Statistics Statistics `json:"statistics"`
	Columns    []string   `json:"columns"` // union over the rows, in order of first appearance
	Rows       []Row      `json:"rows"`    // the first of those that were kept, as many as the forms show
	RowCount   int        `json:"row_count,omitempty"`
	Bytes      int64      `json:"bytes,omitempty"`     // of the texts of the cells of all rows that were kept
	Truncated  bool       `json:"truncated,omitempty"` // as many rows as max_rows allows: there may be more
	Cut        Cut        `json:"cut,omitempty"`       // what left out further rows; empty: nothing did

	Text      string        `json:"query,omitempty"`      // as it was sent
	LogGroups []string      `json:"log_groups,omitempty"` // of StartQuery
	Shape     *report.Shape `json:"shape,omitempty"`
	View      string        `json:"view,omitempty"` // what a view shows of the query
}

// Of returns the result with what the definition says of its query.
func (q QueryResult) Of(definition report.Query) QueryResult {
	q.Text, q.LogGroups, q.Shape = definition.Text, definition.LogGroups, definition.Shape
	return q
}

// Cut names the bound that left out rows of a result.
type Cut string

// The bounds of results, in bytes of the texts of their cells.
const (
	CutByQuery  Cut = "max_bytes" // of the query
	CutByReport Cut = "report"    // of all queries of a report together: report.MaxReportBytes
)

// The bounds of what a document keeps of its results. What the forms show is
// within them.
const (
	DocumentRows     = 1000      // of a query
	DocumentCell     = 2000      // bytes of a cell
	DocumentBytes    = 8_000_000 // of the cells of all queries
	DocumentCellCost = 48        // bytes that a cell counts in addition to its text, or those of its field's name if these are more: many short ones need memory, too
)

// Kept returns the number of rows that were kept. Of a document that an earlier
// version rendered these are all that it has.
func (q QueryResult) Kept() int { return max(q.RowCount, len(q.Rows)) }

// Query returns the settled query, or the view of one, with the given ID, or nil.
func (d *Document) Query(id string) *QueryResult {
	for _, all := range [][]QueryResult{d.Queries, d.Views} {
		for i := range all {
			if all[i].ID == id {
				return &all[i]
			}
		}
	}
	return nil
}

// viewMark parts the ID of a query and the number of a view of it; no ID has it.
const viewMark = "~"

// ViewID returns the ID of a view of a query.
func ViewID(query string, n int) string { return query + viewMark + strconv.Itoa(n) }

// QueryOf returns the ID of the query that an ID names, or a view of it.
func QueryOf(id string) string {
	query, _, _ := strings.Cut(id, viewMark)
	return query
}

// Message is a document in the form of one destination: rendered once, stored,
// and sent as it is by every later try.
type Message struct {
	Destination string      `json:"destination"` // its unique name
	Kind        report.Kind `json:"kind"`
	Report      string      `json:"report"` // the report's name: mail is threaded by it
	Run         RunID       `json:"run"`
	Subject     string      `json:"subject,omitempty"` // email
	Text        string      `json:"text,omitempty"`    // email's plain part, stdout, file content
	HTML        string      `json:"html,omitempty"`    // email
	Parts       []string    `json:"parts,omitempty"`   // telegram: one request each, in order
	Files       []File      `json:"files,omitempty"`   // pictures of the page, or of parts
	Stored      string      `json:"stored,omitempty"`  // the place of the five fields above, if the document has no room for them
	Epoch       int         `json:"-"`                 // of the run: only at sending; 0 for a message to the owner, which has no record
	Round       int         `json:"-"`                 // of the delivery: only at sending
	Part        int         `json:"-"`                 // the place of its one part in the stored message: only at sending
	Before      string      `json:"-"`                 // receipts of the parts before it, joined: only at sending; empty for the first part
	Duplicate   bool        `json:"-"`                 // marked as possibly a duplicate: only at sending, never as stored
}

// File is a picture that a message carries. A part that has files is an album of
// them, and its text stands in for files that the provider refuses.
type File struct {
	Part      int    `json:"part,omitempty"`       // the place of the part that it belongs to, if the message has parts
	Name      string `json:"name"`                 // of a file, with its extension
	Type      string `json:"type"`                 // the media type, such as image/png
	ContentID string `json:"content_id,omitempty"` // by which a mail's page refers to it: cid:<ContentID>
	Caption   string `json:"caption,omitempty"`    // in the form of the destination
	Data      []byte `json:"data"`
}

// PartCount returns the number of parts that a stored message is sent in: at
// least one.
func (m Message) PartCount() int { return max(1, len(m.Parts)) }

// Size returns the number of bytes of a message's texts and files.
func (m Message) Size() int {
	size := len(m.Subject) + len(m.Text) + len(m.HTML)
	for _, part := range m.Parts {
		size += len(part)
	}
	for _, f := range m.Files {
		size += len(f.Data) + len(f.Caption)
	}
	return size
}

// WithContent returns the message with the texts and files of another one.
func (m Message) WithContent(of Message) Message {
	m.Stored, m.Subject, m.Text, m.HTML, m.Parts, m.Files = "", of.Subject, of.Text, of.HTML, of.Parts, of.Files
	return m
}

// OnePart returns a stored message as it is sent: with one of its parts, from 0, and
// the files of this part.
func (m Message) OnePart(part int) Message {
	if len(m.Parts) > 0 {
		m.Parts = m.Parts[part : part+1 : part+1]
		var files []File
		for _, f := range m.Files {
			if f.Part == part {
				files = append(files, f)
			}
		}
		m.Files = files
	}
	m.Part = part
	return m
}

// Rendered is the content of a stored DOCUMENT: the document and its messages, some of
// which may be stored by themselves (Message.Stored).
type Rendered struct {
	Document Document  `json:"document"`
	Messages []Message `json:"messages"`
}
