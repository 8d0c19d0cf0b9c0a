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

const tail = 300 // bytes of the line that counts what is left out

// block is a section as it is written, with its pictures.
type block struct {
	html    string
	number  bool
	picture *picture
}

// fitting returns an edition as mail programs show it, tables and inline styles, and the
// pictures of it. Where it has more than maxPage bytes, tables lose rows, then the last
// sections fall away, which a line counts; numbers fall away after all other
// sections, first lines never.
func fitting(e *edition.Edition) (page string, files []fanlight.File) {
	drawings := pictures(e)
	start, end := head(e), foot(e)
	room := maxPage - len(start) - len(end)
	var all []block
	for _, rows := range []int{50, 20, 10, 5} {
		all = blocks(e, drawings, rows)
		if size(all) <= room {
			break
		}
	}
	kept := keep(all, room)
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
	return start + middle.String() + leftOut(all, kept) + end, files
}

func blocks(e *edition.Edition, drawings map[string]*picture, rows int) (all []block) {
	number := true // numbers follow the first lines without a gap
	for _, s := range e.Sections {
		p := drawings[s.ID]
		all = append(all, block{section(s, p, rows, number), s.IsNumber(), p})
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
// all others.
func keep(all []block, room int) []bool {
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
func leftOut(all []block, kept []bool) string {
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
	var m pageWriter
	m.note("… " + strings.Join(parts, ", ") + ": a mail has no room for them")
	return m.String()
}
