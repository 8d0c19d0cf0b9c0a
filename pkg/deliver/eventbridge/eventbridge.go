// Package eventbridge puts events with the numbers of reports on buses of Amazon
// EventBridge.
package eventbridge

import (
	"encoding/json"

	"github.com/fanlight/fanlight/pkg/deliver/figures"
	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind eventbridge.
type Channel struct{}

// The detail types of events.
const (
	sent   = "Report Sent"   // a report
	failed = "Report Failed" // a notice to the report's owner
)

// source is the source of every event.
const source = "fanlight"

// maxDetail is the most bytes of a detail. EventBridge takes more; most targets take
// 256 KiB. A little is left for the rest of the event and for its ID.
//
// Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
const maxDetail = 262_144 - 512

// Render returns the document's numbers and states as the detail of an event, whose
// type is the subject.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Subject: sent, Text: string(figures.Of(d, maxDetail))}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice as the detail of an event.
func (Channel) Notice(n render.Notice) fanlight.Message {
	const part = maxDetail / 8 // an escape takes six bytes
	detail, err := json.Marshal(map[string]string{"subject": n.Subject, "text": textform.Cut(n.Text, part)})
	if err != nil { // texts always have a form
		panic(err)
	}
	return fanlight.Message{Subject: failed, Text: string(detail)}
}

// MarkDuplicate returns the message as it is: a reader knows an event that it has by
// the ID in its detail.
func (Channel) MarkDuplicate(m fanlight.Message, _ string) fanlight.Message { return m }
