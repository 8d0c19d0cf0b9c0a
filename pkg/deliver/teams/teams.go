// Package teams sends reports to Microsoft Teams, by a workflow that posts what comes to
// its webhook as an Adaptive Card.
package teams

import (
	"encoding/json"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind teams.
type Channel struct{}

// message is the body of a request: one card
// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
type message struct {
	Type        string       `json:"type"`
	Attachments []attachment `json:"attachments"`
}

type attachment struct {
	ContentType string `json:"contentType"`
	Content     card   `json:"content"`
}

// card is an Adaptive Card of version 1.5, the first with tables and the last that all
// clients of Teams show.
type card struct {
	Schema  string            `json:"$schema"`
	Type    string            `json:"type"`
	Version string            `json:"version"`
	Teams   map[string]string `json:"msteams"`
	Body    []json.RawMessage `json:"body"`
	Actions []action          `json:"actions,omitempty"`
}

// Render returns the document as a card with the first rows of each table. What does not
// fit is left out and counted.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Text: document(edition.New(d))}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// MarkDuplicate puts the mark at the top of the card.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	var all message
	if json.Unmarshal([]byte(m.Text), &all) != nil || len(all.Attachments) == 0 {
		return m
	}
	c := &all.Attachments[0].Content
	c.Body = append([]json.RawMessage{encode(line(run{Text: mark, Italic: true, Size: "Small"}))}, c.Body...)
	m.Text = string(encode(all))
	return m
}

// Notice returns a notice as a card: its lines as they are, as many as fit.
func (Channel) Notice(n render.Notice) fanlight.Message {
	_, lines, _ := strings.Cut(strings.TrimSpace(n.Text), "\n")
	head := line(run{Text: limit(n.Subject), Weight: "Bolder", Size: "Medium"})
	all, left := strings.Split(strings.TrimSpace(lines), "\n"), 0
	for {
		elements := []any{head}
		for _, s := range all {
			elements = append(elements, line(run{Text: limit(s)}))
		}
		if left > 0 {
			elements = append(elements, line(run{Text: "… " + render.More(left, "line"), Subtle: true}))
		}
		if text := wrap(elements, nil); len(text) <= maxBytes || len(all) == 0 {
			return fanlight.Message{Text: text}
		}
		keep := len(all) / 2
		all, left = all[:keep], left+len(all)-keep
	}
}

// wrap returns the JSON of a message with a card of elements, and buttons below them.
func wrap(elements []any, buttons []action) string {
	c := card{
		Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Type: "AdaptiveCard", Version: "1.5",
		Teams: map[string]string{"width": "Full"}, Actions: buttons,
	}
	for _, e := range elements {
		c.Body = append(c.Body, encode(e))
	}
	return string(encode(message{"message", []attachment{{"application/vnd.microsoft.card.adaptive", c}}}))
}

// encode cannot fail: cards hold texts, and elements that were encoded before.
func encode(of any) json.RawMessage {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(of); err != nil {
		panic(err)
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n"))
}
