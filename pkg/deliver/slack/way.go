package slack

import (
	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// link is a text that leads to an address. A button would do so, too, but the app would have
// to acknowledge each click of it
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element).
type link struct {
	Type    string `json:"type"` // link
	Address string `json:"url"`
	Text    string `json:"text"`
}

func newLink(text, address string) link { return link{"link", address, limit(text, maxHeader)} }

// ways returns a line with the ways out of a report, nothing if there are none.
func ways(e *edition.Edition) []block {
	var all []any
	for i, way := range outline.Ways(e) {
		if i > 0 {
			all = append(all, raw{Type: "text", Text: "  ·  "})
		}
		all = append(all, newLink(way.Text, way.Address))
	}
	if all == nil {
		return nil
	}
	return []block{section(all...)}
}

// linkedBytes is the most bytes of a unit that gets a link: it still fits into a message.
const linkedBytes = maxBytes - 500

// linked returns the units of a section with a link to its query after the title of the
// first one, if that has room for it.
func linked(units []unit, address string) []unit {
	if address == "" || len(units) == 0 {
		return units
	}
	u := units[0]
	u.native, u.plain = titleLinked(u.native, address), titleLinked(u.plain, address)
	if max(newSide(u.native).bytes, newSide(u.plain).bytes) <= linkedBytes {
		units[0] = u
	}
	return units
}

// titleLinked returns blocks, the first of which is a title, with a link to a query. A chart
// that Slack draws has its title itself: the link follows it.
func titleLinked(blocks []block, address string) []block {
	to := newLink("Logs Insights", address)
	first := blocks[0]
	if first.Type != "rich_text" {
		return append(append([]block{}, blocks...), section(to))
	}
	title := first.Elements[0].(rich)
	title.Elements = append(append([]any{}, title.Elements...), raw{Type: "text", Text: "  "}, to)
	first.Elements = []any{title}
	return append([]block{first}, blocks[1:]...)
}
