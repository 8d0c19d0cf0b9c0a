package slack

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/text"
)

// Slack's limits, in characters
// (https://docs.slack.dev/reference/block-kit/blocks). That of a text of rich text is
// not documented: the one of a section is taken.
const (
	maxHeader = 150
	maxPlain  = 2000 // of an element of a context, and of a field of a section
	maxRaw    = 2900
	maxFields = 10
)

// block is a block of Block Kit (https://docs.slack.dev/reference/block-kit).
type block struct {
	Type     string  `json:"type"`
	Text     *object `json:"text,omitempty"`
	Fields   []any   `json:"fields,omitempty"`
	Elements []any   `json:"elements,omitempty"`

	*dataTable
	*visualization
}

// object is a text.
type object struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Verbatim bool   `json:"verbatim,omitempty"` // no links and mentions are made of it
}

// raw is a text that is shown as it is.
type raw struct {
	Type  string          `json:"type"`
	Text  string          `json:"text"`
	Style map[string]bool `json:"style,omitempty"`
}

// sign is an emoji.
type sign struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// rich is an element of rich text.
type rich struct {
	Type     string `json:"type"`
	Elements []any  `json:"elements"`
}

func header(title string) block {
	return block{Type: "header", Text: &object{Type: "plain_text", Text: limit(title, maxHeader)}}
}

func plainContext(line string) block {
	return block{Type: "context", Elements: []any{object{Type: "plain_text", Text: limit(line, maxPlain)}}}
}

// preformatted returns lines in a monospaced font. Nothing in them is a mark.
func preformatted(lines string) block {
	return block{Type: "rich_text", Elements: []any{rich{"rich_text_preformatted", []any{raw{Type: "text", Text: lines}}}}}
}

// section returns elements of rich text that follow each other.
func section(elements ...any) block {
	return block{Type: "rich_text", Elements: []any{rich{"rich_text_section", elements}}}
}

func bold(s string) raw { return raw{"text", s, map[string]bool{"bold": true}} }

// boldLine returns a line of rich text.
func boldLine(line string) block { return section(bold(limit(line, maxPlain))) }

// field returns a number with its title above and its change below, for a section.
func field(n outline.Number) object {
	value := mrkdwn(n.Value, maxHeader)
	if !strings.ContainsAny(value, "*_~`") {
		value = "*" + value + "*"
	}
	if n.Mark != "" {
		value += "  " + mrkdwn(n.Mark, maxHeader)
	}
	lines := []string{mrkdwn(n.Title, maxPlain/4), value}
	for _, line := range []string{n.Change, n.Note, n.Spark} {
		if line != "" {
			lines = append(lines, mrkdwn(line, maxPlain/4))
		}
	}
	return object{Type: "mrkdwn", Text: strings.Join(lines, "\n"), Verbatim: true}
}

// escaper escapes what mrkdwn gives a meaning to: links and mentions, such as <!here>,
// need angle brackets (https://docs.slack.dev/messaging/formatting-message-text).
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// mrkdwn returns a text escaped, at most n characters with the escapes.
func mrkdwn(s string, n int) string {
	for limit := n; ; limit = limit * 3 / 4 {
		if escaped := escaper.Replace(text.Limit(s, limit)); text.UTF16Len(escaped) <= n {
			return escaped
		}
	}
}

// limit is text.Limit in UTF-16 units. An empty text, which Slack refuses, becomes a
// dash.
func limit(s string, n int) string {
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	for limit := n; ; limit = limit * 3 / 4 {
		if cut := text.Limit(s, limit); text.UTF16Len(cut) <= n {
			return cut
		}
	}
}

// divide returns lines, without spaces at their ends, in texts of at most n UTF-16 units.
// A line that is longer is cut.
func divide(lines string, n int) []string {
	all := strings.Split(lines, "\n")
	for i, line := range all {
		all[i] = strings.TrimRight(line, " ")
	}
	return textform.Divide(strings.Join(all, "\n"), n, limit)
}
