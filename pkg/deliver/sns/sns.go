// Package sns publishes reports to topics of Amazon SNS.
package sns

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind sns.
type Channel struct{}

// SNS's limits: a message of 256 KiB, unless a topic takes more, and a subject of ASCII
// below 100 characters (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). A
// little is left for MarkDuplicate.
const (
	maxText    = 262_144 - 256
	maxSubject = 99
)

// Render returns the document as a terminal shows it, cut between sections, with a
// subject.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	e := edition.New(d)
	title := textform.ASCII(e.Title, maxSubject)
	if !hasWord(title) { // a script of other letters
		title = d.Report
	}
	line := title + " · " + e.Window
	if d.Incomplete() {
		line = "[incomplete] " + line
	}
	return fanlight.Message{
		Subject: textform.ASCII(line, maxSubject),
		Text:    textform.Cut(render.Text(d, render.TextOptions{}), maxText),
	}
}

func hasWord(s string) bool {
	return strings.ContainsAny(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789")
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice with its subject.
func (Channel) Notice(n render.Notice) fanlight.Message {
	return fanlight.Message{Subject: textform.ASCII(n.Subject, maxSubject), Text: textform.Cut(n.Text, maxText)}
}

// MarkDuplicate puts the mark at the top of the text.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Text = mark + "\n\n" + m.Text
	return m
}
