package slacktest

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Slack's limits, in characters and numbers of things. Sources:
// docs.slack.dev/reference/block-kit/blocks, docs.slack.dev/reference/methods/chat.postMessage;
// that of all blocks is github.com/slackapi/bolt-js/issues/2509.
const (
	maxText     = 40_000
	maxBlocks   = 50
	maxTotal    = 13_200
	maxHeader   = 150
	maxSection  = 3000
	maxFields   = 10
	maxField    = 2000
	maxElements = 10
	maxAddress  = 3000
)

// block is a block as far as it is checked.
type block struct {
	Type     string
	Text     *text
	Fields   []text
	Elements []json.RawMessage

	Caption string
	Page    *int `json:"page_size"`
	Rows    [][]cell
	Title   string
	Chart   chart
}

type text struct {
	Type     string
	Text     string
	Name     string
	Verbatim bool
	Address  string `json:"url"`
	Elements []json.RawMessage
}

// richOK checks an element of rich text with what it holds. A link has no room for more than
// a button: docs.slack.dev/reference/block-kit/block-elements/button-element
func (t text) richOK() bool {
	return strings.HasPrefix(t.Type, "rich_text_") && all(t.Elements, func(e text) bool {
		return e.Type == "text" && e.Text != "" || e.Type == "emoji" && e.Name != "" ||
			e.Type == "link" && strings.HasPrefix(e.Address, "https://") && length(e.Address) <= maxAddress
	})
}

// check returns the name of the error of a message, empty if it is acceptable.
func (m Message) check() string {
	var blocks []block
	if len(m.Blocks) > 0 && json.Unmarshal(m.Blocks, &blocks) != nil {
		return "invalid_blocks_format"
	}
	switch {
	case m.Text == "" && len(blocks) == 0:
		return "no_text"
	case length(m.Text) > maxText:
		return "msg_too_long"
	case len(blocks) > maxBlocks:
		return "invalid_blocks"
	case len(m.Blocks) > maxTotal:
		return "msg_blocks_too_long"
	}
	if !nativeOK(blocks) {
		return "invalid_blocks"
	}
	for _, b := range blocks {
		if !b.ok() {
			return "invalid_blocks"
		}
	}
	return ""
}

func (b block) ok() bool {
	switch b.Type {
	case "header":
		return b.Text != nil && b.Text.Type == "plain_text" && b.Text.fits(maxHeader)
	case "section":
		return b.sectionOK()
	case "context":
		return len(b.Elements) <= maxElements && all(b.Elements, func(t text) bool { return t.typed() && t.fits(maxField) })
	case "rich_text":
		return all(b.Elements, text.richOK)
	case tableType:
		return b.tableOK()
	case visualsType:
		return b.Title != "" && length(b.Title) <= maxTitle && b.Chart.ok()
	case "divider":
		return true
	}
	return false
}

func (b block) sectionOK() bool {
	if b.Text == nil && len(b.Fields) == 0 || len(b.Fields) > maxFields || b.Text != nil && !(b.Text.typed() && b.Text.fits(maxSection)) {
		return false
	}
	for _, f := range b.Fields {
		if !f.typed() || !f.fits(maxField) {
			return false
		}
	}
	return true
}

// all reports whether there are elements and each of them passes.
func all(elements []json.RawMessage, ok func(text) bool) bool {
	for _, e := range elements {
		var t text
		if json.Unmarshal(e, &t) != nil || !ok(t) {
			return false
		}
	}
	return len(elements) > 0
}

func (t text) typed() bool { return t.Type == "plain_text" || t.Type == "mrkdwn" }

func (t text) fits(n int) bool { return t.Text != "" && length(t.Text) <= n }

func length(s string) int { return len(utf16.Encode([]rune(s))) }

// marked matches what mrkdwn takes for a mention or a link.
var marked = regexp.MustCompile(`<[^>]*>`)

// Mentions returns what the message's texts in mrkdwn mention or link to: log content
// must do neither. Texts that are not verbatim count with their bare @names.
func (m Message) Mentions() (found []string) {
	found = marked.FindAllString(m.Text, -1)
	m.walk(func(v map[string]any) {
		if s, _ := v["text"].(string); v["type"] == "mrkdwn" {
			found = append(found, marked.FindAllString(s, -1)...)
			if v["verbatim"] != true {
				found = append(found, "not verbatim")
			}
		}
	})
	return found
}

// Links returns the addresses that the message's rich text leads to, in order.
func (m Message) Links() (found []string) {
	m.walk(func(v map[string]any) {
		if address, _ := v["url"].(string); v["type"] == "link" {
			found = append(found, address)
		}
	})
	return found
}

// walk calls f for each object of the blocks.
func (m Message) walk(f func(map[string]any)) {
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			f(v)
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(v[key])
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	var blocks any
	_ = json.Unmarshal(m.Blocks, &blocks) // checked before
	walk(blocks)
}
