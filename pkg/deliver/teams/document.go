package teams

import (
	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// maxBytes is the most bytes of a message: Teams takes about 28 kB, names and all
// (https://learn.microsoft.com/microsoftteams/limits-specifications-teams). Workflows
// add some, and so does MarkDuplicate.
const maxBytes = 24_000

// maxNothing is how many sections with nothing to show are named.
const maxNothing = 15

// size says how much of a report a card shows.
type size struct {
	rows   int  // of a table
	charts int  // that are drawn; others are words
	sparks bool // small lines of the last editions
	blocks int  // charts, tables, and sections without an answer by themselves
	facts  int  // numbers of a block
}

// document returns the card of a report. What does not fit is dropped in this order: rows,
// charts, editions of numbers, charts and tables from the end; only then numbers.
func document(e *edition.Edition) string {
	blocks := outline.Blocks(e.Sections)
	all := size{rows: 5, charts: 2, sparks: true, blocks: len(blocks), facts: 1000}
	smaller := []func(*size){
		func(s *size) { s.rows = 3 }, func(s *size) { s.charts = 1 }, func(s *size) { s.rows = 1 }, func(s *size) { s.charts = 0 }, func(s *size) { s.sparks = false },
	}
	for {
		text := cardOf(e, blocks, all)
		switch {
		case len(text) <= maxBytes:
			return text
		case len(smaller) > 0:
			smaller[0](&all)
			smaller = smaller[1:]
		case all.blocks > 0:
			all.blocks = all.blocks * 3 / 4
		case all.facts == 0:
			return text
		default:
			all.facts /= 2
		}
	}
}

// cardOf returns the card of a size.
func cardOf(e *edition.Edition, blocks []outline.Block, of size) string {
	all, left := head(e), 0
	for _, b := range blocks {
		if !b.HasValue() {
			of.blocks--
		}
		if !b.HasValue() && of.blocks < 0 {
			left += max(1, len(b.Numbers))
			continue
		}
		all = append(all, sectionOf(b, e.Compared, &of)...)
	}
	if left > 0 {
		all = append(all, note("… "+render.More(left, "section")))
	}
	for i, n := range e.Nothing {
		if i == min(maxNothing, of.facts) {
			all = append(all, note("… "+render.More(len(e.Nothing)-i, "section")))
			break
		}
		all = append(all, note(limit(outline.Nothing(n))))
	}
	return wrap(append(all, foot(e.Footer)...), actions(e))
}

// head returns the title, the window and the first lines.
func head(e *edition.Edition) []any {
	window := e.Window
	if e.Compared != "" {
		window += " · compared with " + e.Compared
	}
	all := []any{line(run{Text: e.Title, Weight: "Bolder", Size: "Large"}), line(run{Text: window, Subtle: true})}
	for _, l := range e.Lines {
		all = append(all, firstLine(l))
	}
	return all
}

// colors are those of tags and of changes.
var (
	tagColors  = map[edition.Tag]string{edition.TagAlert: "Attention", edition.TagIncomplete: "Attention", edition.TagWarning: "Warning", edition.TagOK: "Good"}
	moodColors = map[edition.Mood]string{edition.Worse: "Attention", edition.Better: "Good"}
)

// firstLine returns a first line with its tag to the left.
func firstLine(l edition.Line) columnSet {
	tag := line(run{Text: string(l.Tag), Weight: "Bolder", Color: tagColors[l.Tag]})
	var runs []run
	if l.Strong != "" {
		runs = append(runs, run{Text: limit(l.Strong), Weight: "Bolder"})
	}
	if l.Rest != "" {
		runs = append(runs, run{Text: limit(l.Rest)})
	}
	return columnSet{"ColumnSet", "Small", []part{{"Column", "88px", []block{tag}}, {"Column", "stretch", []block{line(runs...)}}}}
}

// note returns a line that is less important.
func note(s string) block { return line(run{Text: s, Subtle: true, Size: "Small"}) }

func foot(f edition.Footer) []any {
	text := ""
	for i, phrase := range f.Summary {
		if i > 0 {
			text += " · "
		}
		text += phrase
	}
	summary := note(limit(text))
	summary.Separator = true
	return []any{summary, line(run{Text: f.Run, Subtle: true, Size: "Small", Font: "Monospace"})}
}

// sectionOf returns a block of the report. It takes the charts that it draws from the size.
func sectionOf(b outline.Block, since string, of *size) []any {
	switch {
	case b.Chart != nil:
		of.charts--
		return drawing(b.Chart, of.charts >= 0)
	case b.HasValue():
		return numbers(b.Numbers, since, *of)
	case b.Table == nil:
		return failures(b.Numbers, of.facts)
	}
	title := heading(b.Title)
	if b.Table.IsEvents() {
		return append([]any{title}, events(b.Table.Head(of.rows))...)
	}
	return append([]any{title}, grid(outline.Table(b.Table.Head(of.rows)), of.rows)...)
}

func heading(title string) block {
	b := line(run{Text: title, Weight: "Bolder"})
	b.Spacing = "Large"
	return b
}
