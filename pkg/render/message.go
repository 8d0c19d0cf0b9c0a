package render

import (
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Message returns the document in the form of a destination. A document that
// cannot be encoded as JSON goes into a .json file as that error.
func Message(d *fanlight.Document, dest report.Destination) fanlight.Message {
	m := fanlight.Message{Destination: dest.Name, Kind: dest.Kind, Report: d.Report, Run: d.Run}
	switch dest.Kind {
	case report.KindTelegram:
		m.Parts = Telegram(d)
	case report.KindEmail:
		m.Subject, m.Text, m.HTML = Subject(d), Text(d, TextOptions{}), EmailHTML(d)
	case report.KindFile:
		m.Text = fileContent(d, dest.File)
	default:
		m.Text = Text(d, TextOptions{})
	}
	return m
}

func fileContent(d *fanlight.Document, f *report.File) string {
	switch fileForm(f) {
	case ".html":
		return HTML(d)
	case ".json":
		return jsonContent(JSON(d))
	}
	return Text(d, TextOptions{})
}

func fileForm(f *report.File) string {
	if f == nil {
		return ""
	}
	return strings.ToLower(filepath.Ext(f.Path))
}

func jsonContent(encoded []byte, err error) string {
	if err != nil {
		encoded, _ = json.Marshal(map[string]string{"error": err.Error()})
	}
	return string(encoded)
}
