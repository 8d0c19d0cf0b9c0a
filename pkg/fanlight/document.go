package fanlight

import (
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
	Sections  []report.Section `json:"sections"`
	Queries   []QueryResult    `json:"queries"` // in the order of the definition
}

// QueryResult is a settled query in a document.
type QueryResult struct {
	ID         string     `json:"id"`
	State      Outcome    `json:"state"`
	Error      string     `json:"error,omitempty"`
	QueryID    string     `json:"query_id,omitempty"`
	Statistics Statistics `json:"statistics"`
	Columns    []string   `json:"columns"` // union over the rows, in order of first appearance
	Rows       []Row      `json:"rows"`
	Truncated  bool       `json:"truncated,omitempty"` // as many rows as max_rows allows: there may be more
}

// Query returns the settled query with the given ID, or nil.
func (d *Document) Query(id string) *QueryResult {
	for i := range d.Queries {
		if d.Queries[i].ID == id {
			return &d.Queries[i]
		}
	}
	return nil
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
	Part        int         `json:"-"`                 // the place of its one part in the stored message: only at sending
	Duplicate   bool        `json:"-"`                 // marked as possibly a duplicate: only at sending, never as stored
}

// PartCount returns the number of parts that a stored message is sent in: at
// least one.
func (m Message) PartCount() int { return max(1, len(m.Parts)) }

// OnePart returns a stored message as it is sent: with one of its parts, from 0.
func (m Message) OnePart(part int) Message {
	if len(m.Parts) > 0 {
		m.Parts = m.Parts[part : part+1 : part+1]
	}
	m.Part = part
	return m
}

// Rendered is the content of a stored DOCUMENT: the document and its messages.
type Rendered struct {
	Document Document  `json:"document"`
	Messages []Message `json:"messages"`
}
