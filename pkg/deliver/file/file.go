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

// Render returns the document in the form that the ending of the path chooses:
// .html, .json, else text. A document that cannot be encoded as JSON becomes a
// .json file with that error.
func (Channel) Render(d *fanlight.Document, to report.Destination) fanlight.Message {
	return fanlight.Message{Text: content(d, to.File)}
}

func content(d *fanlight.Document, settings *report.File) string {
	ending := ""
	if settings != nil {
		ending = strings.ToLower(filepath.Ext(settings.Path))
	}
	switch ending {
	case ".html":
		return render.HTML(d)
	case ".json":
		return encoded(render.JSON(d))
	}
	return render.Text(d, render.TextOptions{})
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
