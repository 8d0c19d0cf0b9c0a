// Package s3 archives editions of reports as objects in buckets of Amazon S3. Its calls
// are signed here: the SDK's client would add 0.9 MiB to the reporter for one PUT.
package s3

import (
	"encoding/json"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind s3.
type Channel struct{}

// The objects of an edition that has no tables.
const (
	page = fanlight.ArchivePage
	data = "report.json"
	note = "notice.txt"
)

// indexName is the name of the page of all editions of a report.
const indexName = index.Name

// Render returns the objects of the document, one in each part: its tables as CSV, its
// data, and its page, so that a page has everything. The last part is not an object, but
// the entry for the page of all editions.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	parts := tables(d)
	parts = append(parts, object{data, encoded(render.JSON(d))}.part(), object{page, render.ArchivePage(d, around(d))}.part(), entry(d).part())
	return fanlight.Message{Parts: parts}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice as an object.
func (Channel) Notice(n render.Notice) fanlight.Message {
	return fanlight.Message{Parts: []string{object{note, n.Text}.part()}}
}

// MarkDuplicate returns the message as it is: an object that is there is not written
// again.
func (Channel) MarkDuplicate(m fanlight.Message, _ string) fanlight.Message { return m }

// object is a file of an edition.
type object struct{ name, content string }

// part returns the object as a part of a message: its name, a line feed, its content.
func (o object) part() string { return o.name + "\n" + o.content }

func newObject(part string) (object, bool) {
	name, content, ok := strings.Cut(part, "\n")
	return object{name, content}, ok && objectName().MatchString(name)
}

var objectName = lazyregexp.New(`^[a-z0-9_-]+\.(html|json|csv|txt)$`)

// mediaType returns the media type of an object, by the ending of its name.
func (o object) mediaType() string {
	_, ending, _ := strings.Cut(o.name, ".")
	return map[string]string{
		"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
	}[ending]
}

// tables returns the tables of the document as CSV.
func tables(d *fanlight.Document) (parts []string) {
	for _, f := range edition.Files(d) {
		parts = append(parts, object{f.Name, render.CSV(d.Query(f.Query))}.part())
	}
	return parts
}

func encoded(document []byte, err error) string {
	if err != nil {
		document, _ = json.Marshal(map[string]string{"error": err.Error()})
	}
	return string(document)
}
