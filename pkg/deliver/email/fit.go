package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// maxPage is the most bytes of a mail's page: Gmail hides what lies beyond 102
// KB. A little is left for MarkDuplicate.
const maxPage = 80_000

const tail = 700 // bytes of the line that counts what is left out, without the address in it

// block is a section as it is written, with its pictures.
type block struct {
	html    string
	number  bool
	picture *picture
}

// fitting returns an edition as mail programs show it, tables and inline styles, and the
// pictures of it. Where it has more than maxPage bytes, tables lose rows, then sections their
// links to queries, then the last sections fall away, which a line counts; numbers fall away
// after all other sections, first lines and the link to the whole report never.
func fitting(e *edition.Edition) (page string, files []fanlight.File) {
	drawings := pictures(e)
	start, end := head(e), foot(e)
	room := maxPage - len(start) - len(end)
	var all []block
	for _, f := range []form{{50, true}, {20, true}, {10, true}, {5, true}, {5, false}} {
		all = blocks(e, drawings, f)
		if size(all) <= room {
			break
		}
	}
	kept := keep(all, room, tail+2*len(e.Page))
	var middle strings.Builder
	for i, b := range all {
		if !kept[i] {
			continue
		}
		middle.WriteString(b.html)
		if b.picture != nil {
			files = append(files, b.picture.files()...)
		}
	}
	return start + middle.String() + leftOut(all, kept, e.Page) + end, files
}

func blocks(e *edition.Edition, drawings map[string]*picture, f form) (all []block) {
	number := true // numbers follow the first lines without a gap
	for _, s := range e.Sections {
		p := drawings[s.ID]
		all = append(all, block{section(s, p, f, number), s.IsNumber(), p})
		number = s.IsNumber()
	}
	for i, n := range e.Nothing {
		all = append(all, block{html: nothing(n, i == 0)})
	}
	return all
}

func size(all []block) (n int) {
	for _, b := range all {
		n += len(b.html)
	}
	return n
}

// keep chooses the blocks that have room: the first of the numbers, then the first of
// all others. If not all have, the line at their tail needs some of it.
func keep(all []block, room, tail int) []bool {
	kept := make([]bool, len(all))
	if size(all) > room {
		room -= tail
	}
	for _, numbers := range []bool{true, false} {
		for i, b := range all {
			if b.number != numbers {
				continue
			}
			if len(b.html) > room {
				break
			}
			kept[i] = true
			room -= len(b.html)
		}
	}
	return kept
}

// leftOut counts the blocks that are not kept.
func leftOut(all []block, kept []bool, report string) string {
	sections, numbers := 0, 0
	for i, b := range all {
		switch {
		case kept[i]:
		case b.number:
			numbers++
		default:
			sections++
		}
	}
	var parts []string
	if numbers > 0 {
		parts = append(parts, render.More(numbers, "number"))
	}
	if sections > 0 {
		parts = append(parts, render.More(sections, "section"))
	}
	if parts == nil {
		return ""
	}
	words := "… " + strings.Join(parts, ", ")
	var m pageWriter
	if report == "" {
		m.note(words + ": a mail has no room for them")
		return m.String()
	}
	m.Raw(`<tr><td style="padding:8px 24px 0"><div class="sf" style="`, size13, breaks, soft, `">`)
	m.Text(words + " in the ")
	m.link(report, "full report")
	m.Raw("</div></td></tr>\n")
	return m.String()
}
