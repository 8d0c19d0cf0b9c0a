// Package render puts a finished run into the form of each place that it goes
// to: terminal text, a web page, mail, Telegram messages, JSON. Log content is
// hostile in all of them and is cleaned and escaped for each.
package render

import (
	"encoding/json"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/report"
)

// TextOptions are a terminal's properties.
type TextOptions struct {
	Width int  // in columns; 80 if zero
	Color bool // ANSI colours
}

// Undelivered is a destination that did not get its report, as the owner is
// told of it.
type Undelivered struct {
	Destination string
	State       pipeline.DeliveryState
	Error       string
}

// Text returns the document as a terminal shows it.
func Text(d *pipeline.Document, o TextOptions) string { return d.Title }

// HTML returns the document as one web page that needs nothing else.
func HTML(d *pipeline.Document) string { return d.Title }

// EmailHTML returns the document as mail clients show it, in at most 80 KB.
func EmailHTML(d *pipeline.Document) string { return d.Title }

// JSON returns the document, indented.
func JSON(d *pipeline.Document) ([]byte, error) { return json.MarshalIndent(d, "", "  ") }

// Telegram returns the document as sendMessage texts in Telegram's HTML, to be
// sent in order.
func Telegram(d *pipeline.Document) []string { return []string{d.Title} }

// Subject returns the document in one line.
func Subject(d *pipeline.Document) string { return d.Title }

// Message returns the document in the form of a destination.
func Message(d *pipeline.Document, dest report.Destination) pipeline.Message {
	return pipeline.Message{Destination: dest.Name, Kind: dest.Kind}
}

// OwnerText tells a report's owner in plain text what failed: queries with
// Logs Insights' own words, and destinations that did not get the report.
func OwnerText(d *pipeline.Document, missed []Undelivered) string { return d.Title }

// OwnerMessage is OwnerText in the form of the owner's destination.
func OwnerMessage(d *pipeline.Document, missed []Undelivered, owner report.Destination) pipeline.Message {
	return pipeline.Message{Destination: owner.Name, Kind: owner.Kind}
}

// MarkDuplicate returns a message that says of itself that it may be a second
// one: the answer to an earlier delivery never came. A file is left as it is,
// since it replaces the earlier one.
func MarkDuplicate(m pipeline.Message) pipeline.Message { return m }
