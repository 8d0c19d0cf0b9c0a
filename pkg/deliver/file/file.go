// Package file writes reports to files on the machine of the reporter.
package file

import (
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind file.
type Channel struct{}

// The endings of paths that choose a form. Any other chooses text.
const (
	page = ".html"
	data = ".json"
	rows = ".csv"
)

// Render returns the document in the form that the ending of the path chooses: .html,
// .json, for a document of one query .csv, else text. A document that cannot be encoded as
// JSON becomes a .json file with that error.
func (c Channel) Render(d *fanlight.Document, to report.Destination) fanlight.Message {
	switch c.Form(to) {
	case page:
		return fanlight.Message{Text: render.HTML(d)}
	case data:
		return fanlight.Message{Text: encoded(render.JSON(d))}
	case rows:
		if len(d.Queries) == 1 {
			return fanlight.Message{Text: render.CSV(&d.Queries[0])}
		}
	}
	return fanlight.Message{Text: render.Text(d, render.TextOptions{})}
}

// Form returns the ending of the path if it chooses another form than text.
func (Channel) Form(to report.Destination) string {
	if to.File == nil {
		return ""
	}
	switch ending := strings.ToLower(filepath.Ext(to.File.Path)); ending {
	case page, data, rows:
		return ending
	}
	return ""
}

func encoded(document []byte, err error) string {
	if err != nil {
		document, _ = json.Marshal(map[string]string{"error": err.Error()})
	}
	return string(document)
}

// Notice returns the text of a notice, whatever the path ends in.
func (Channel) Notice(n render.Notice) fanlight.Message { return fanlight.Message{Text: n.Text} }

// MarkDuplicate returns the message as it is: the file replaces the earlier one.
func (Channel) MarkDuplicate(m fanlight.Message, _ string) fanlight.Message { return m }
