// Package webhook sends reports as data to servers that take signed requests, as
// Standard Webhooks 1.0.0 defines them
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
package webhook

import (
	"encoding/json"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/figures"
	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind webhook.
type Channel struct{}

// The types of events that a server gets.
const (
	sent   = "report.sent"   // a report
	failed = "report.failed" // a notice to the report's owner
)

// maxData is the most bytes of an event's data: the specification asks for less than
// 20 kB a request.
const maxData = 19_800

// event is the body of a request. Send fills in the time.
type event struct {
	Type      string          `json:"type"`
	Timestamp string          `json:"timestamp,omitempty"`
	Data      json.RawMessage `json:"data"`
}

// Render returns the document's numbers and states as the data of an event.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Text: encode(event{Type: sent, Data: figures.Of(d, maxData)})}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice as the data of an event.
func (Channel) Notice(n render.Notice) fanlight.Message {
	const half = maxData / 2 // escapes take more bytes than the text
	return fanlight.Message{Text: encode(event{Type: failed, Data: json.RawMessage(encode(map[string]string{
		"subject": n.Subject, "text": textform.Cut(n.Text, half),
	}))})}
}

// MarkDuplicate returns the message as it is: a server knows a message that it has
// by its ID.
func (Channel) MarkDuplicate(m fanlight.Message, _ string) fanlight.Message { return m }

// encode cannot fail: events hold texts, and data that was encoded before.
func encode(of any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(of); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
