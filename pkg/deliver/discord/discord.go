// Package discord sends reports to channels of Discord, by a webhook.
package discord

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind discord.
type Channel struct{}

// message is the body of a request
// (https://docs.discord.com/developers/resources/webhook#execute-webhook). It mentions
// nobody, whatever its texts hold.
type message struct {
	Content  string              `json:"content,omitempty"`
	Embeds   []embed             `json:"embeds"`
	Mentions map[string][]string `json:"allowed_mentions"`
}

// Render returns the document as messages with embeds, each the JSON of one request. A
// document that is too long for one message is divided between sections.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Parts: document(edition.New(d))}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice in the same form: its lines as they are.
func (Channel) Notice(n render.Notice) fanlight.Message {
	all := messages{color: red}
	title := n.Subject
	_, lines, _ := strings.Cut(n.Text, "\n")
	for _, part := range textform.Divide(strings.TrimSpace(lines), maxCode, limit) {
		all.add(embed{Title: limit(markdown(title), maxTitle), Description: code(part)})
		title = ""
	}
	if title != "" {
		all.add(embed{Title: limit(markdown(title), maxTitle)})
	}
	return fanlight.Message{Parts: all.done()}
}

// MarkDuplicate puts the mark above the message's first part: as it is sent it has one.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Parts = slices.Clone(m.Parts)
	var first message
	if len(m.Parts) > 0 && json.Unmarshal([]byte(m.Parts[0]), &first) == nil {
		first.Content = mark
		m.Parts[0] = encode(first)
	}
	return m
}

// encode cannot fail: messages hold texts and numbers.
func encode(of any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(of); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
