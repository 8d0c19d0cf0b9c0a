package slack

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// writer lays out an edition.
type writer struct {
	*edition.Edition
	files    *attach.Selection // of long tables; nil: the place takes no files
	pictures *pictures         // of charts; nil: as well
}

// withThread returns the messages for a channel: one with the first lines, the numbers
// and the first chart, and the rest in its thread. If nothing but lines about empty
// sections is left, none has a thread.
func (w writer) withThread() []string {
	all := newMessages(notification(w.Edition))
	all.thread = true
	all.add(head(w.Edition))
	first, rest := w.divided()
	way := ways(w.Edition)
	end := append(slices.Clip(way), plainContext(w.Footer.Summary[0]+" · details in the thread"))
	for len(first) > 0 && all.fits(first[0].with(end)) {
		all.add(first[0])
		first = first[1:]
	}
	rest = append(first, rest...)
	if len(rest) > 0 {
		all.add(same(end...))
		all.flush()
		way = nil
	}
	return all.rest(append(rest, nothing(w.Nothing)...), way, w.Footer)
}

// with returns the unit with further blocks at its end.
func (u unit) with(end []block) unit {
	u.native, u.plain = slices.Concat(u.native, end), slices.Concat(u.plain, end)
	return u
}

// divided returns what stands in the first message, and what in the thread. A report
// without numbers and charts begins with its first section.
func (w writer) divided() (first, rest []unit) {
	var numbers []outline.Number
	var lead []unit
	for _, b := range outline.Blocks(w.Sections) {
		switch {
		case b.HasValue():
			numbers = append(numbers, b.Numbers...)
		case b.Chart != nil && lead == nil:
			lead = w.units(b)
		default:
			rest = append(rest, linked(w.units(b), b.Section.Link)...)
		}
	}
	first = append(numberUnits(numbers, w.Compared), lead...)
	if len(first) == 0 && len(rest) > 0 {
		return rest[:1:1], rest[1:]
	}
	return first, rest
}

// inOrder returns the messages for a webhook.
func (w writer) inOrder() []string {
	all := newMessages(notification(w.Edition))
	all.add(plainOnly(head(w.Edition)))
	var rest []unit
	for _, b := range outline.Blocks(w.Sections) {
		rest = append(rest, w.units(b)...)
	}
	rest = append(rest, nothing(w.Nothing)...)
	for i := range rest {
		rest[i] = plainOnly(rest[i])
	}
	return all.rest(rest, ways(w.Edition), w.Footer)
}

// plainOnly returns a unit without blocks that a webhook may not take.
func plainOnly(u unit) unit {
	return unit{title: u.title, native: u.plain, plain: u.plain, sections: u.sections}
}

// rest adds units, the ways out and the footer. Sections beyond the last message are counted.
func (m *messages) rest(units []unit, ways []block, f edition.Footer) []string {
	for i, u := range units {
		if m.crowded() {
			left := 0
			for _, u := range units[i:] {
				left += u.sections
			}
			m.add(same(plainContext("… " + render.More(left, "section"))))
			break
		}
		m.add(u)
	}
	m.add(same(append(ways, plainContext(strings.Join(f.Summary, " · ")+"\n"+f.Run))...))
	return m.done()
}

// units returns a block of the report in parts that each fit into a message.
func (w writer) units(b outline.Block) []unit {
	switch {
	case b.Chart != nil:
		return []unit{w.chart(b.Section)}
	case b.Table != nil:
		return []unit{w.table(b.Section)}
	case !b.HasValue():
		return failures(b.Numbers)
	}
	return numberUnits(b.Numbers, w.Compared)
}

// failures returns sections without an answer that stand by themselves.
func failures(numbers []outline.Number) (all []unit) {
	for _, n := range numbers {
		parts := []any{bold(limit(n.Title, maxPlain)), raw{Type: "text", Text: "  " + n.Value}}
		if n.Note != "" {
			parts = append(parts, raw{Type: "text", Text: "\n"}, raw{"text", limit(n.Note, maxPlain), map[string]bool{"code": true}})
		}
		u := same(section(parts...))
		u.title, u.sections = n.Title+" "+n.Value, 1
		all = append(all, u)
	}
	return all
}

// nothing returns the lines of sections with nothing to show.
func nothing(all []edition.Nothing) (units []unit) {
	for some := range slices.Chunk(all, 10) {
		lines := make([]string, len(some))
		for i, n := range some {
			lines[i] = outline.Nothing(n)
		}
		for _, part := range divide(strings.Join(lines, "\n"), maxPlain) {
			units = append(units, same(plainContext(part)))
		}
		units[len(units)-1].sections = len(some)
	}
	return units
}
