package telegram

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	maxPhrases = 12  // of the footer
	maxLine    = 250 // characters of each half of a first line
	maxValue   = 40
	maxNote    = 300
)

// document returns an edition as texts, with the pictures of its charts and the files of
// its long tables. Tables lose rows until it fits into one message; then it is divided
// between sections.
func document(e *edition.Edition, tables *attach.Tables) (texts []string, charts []photo, files []attach.File) {
	charts = photos(e)
	for _, rows := range []int{20, 10, 5} {
		chosen := tables.Select()
		texts = written(e, charts, rows, chosen)
		if files = chosen.Files(); len(texts) == 1 {
			break
		}
	}
	return texts, charts, files
}

// written returns an edition as texts, without the charts that have a picture.
func written(e *edition.Edition, charts []photo, rows int, files *attach.Selection) []string {
	pictured := map[string]bool{}
	for _, p := range charts {
		pictured[p.section] = true
	}
	all := parts{end: links(e)}
	all.add(0, head(e))
	for i, l := range e.Lines {
		all.add(1+isFirst(i), firstLine(l))
	}
	number := false
	for _, s := range e.Sections {
		if pictured[s.ID] {
			continue
		}
		gap := 2
		if number && s.IsNumber() {
			gap = 1
		}
		all.add(gap, section(s, rows, files))
		number = s.IsNumber()
	}
	for i, n := range e.Nothing {
		var c chunk
		c.tagged("<b>", n.Title, "</b>")
		c.plain(": " + n.State + ", " + n.Why)
		all.add(1+isFirst(i), c)
	}
	all.endFirst()
	all.add(2, foot(e.Footer))
	return all.done()
}

// isFirst is 1 for the first of things: it follows a blank line.
func isFirst(i int) int {
	if i == 0 {
		return 1
	}
	return 0
}

func head(e *edition.Edition) chunk {
	var c chunk
	c.tagged("<b>", e.Title, "</b>")
	c.plain("\n" + e.Window)
	if e.Compared != "" {
		c.plain(". Compared with " + e.Compared + ".")
	}
	return c
}

// signs stand before first lines, and after numbers that have crossed a mark.
var signs = map[edition.Tag]string{
	edition.TagAlert: "🔴", edition.TagWarning: "🟡", edition.TagNew: "🆕", edition.TagIncomplete: "❔", edition.TagOK: "🟢",
}

func firstLine(l edition.Line) chunk {
	var c chunk
	c.plain(signs[l.Tag] + " ")
	c.tagged("<b>", string(l.Tag), "</b>")
	c.plain(": ")
	if l.Strong != "" {
		c.tagged("<b>", text.Limit(l.Strong, maxLine), "</b>")
	}
	c.plain(text.Limit(l.Rest, maxLine))
	return c
}

func foot(f edition.Footer) chunk {
	var c chunk
	phrases := f.Summary[:min(len(f.Summary), maxPhrases)]
	if more := len(f.Summary) - maxPhrases; more > 0 {
		phrases = append(phrases[:maxPhrases:maxPhrases], "… "+render.More(more, "note"))
	}
	c.plain(strings.Join(phrases, " · ") + "\n")
	c.tagged("<code>", f.Run, "</code>")
	return c
}

func section(s edition.Section, rows int, files *attach.Selection) chunk {
	switch {
	case s.Failure != nil:
		return failure(s)
	case s.Number != nil:
		return number(s)
	case s.Chart != nil:
		return described(s.Chart)
	}
	return table(s, rows, files)
}

func number(s edition.Section) chunk {
	var c chunk
	n := s.Number
	c.plain(s.Title + ": ")
	if n.Empty {
		c.tagged("<i>", n.Value, "</i>")
	} else {
		c.tagged("<b>", text.Limit(n.Text(), maxValue), "</b>")
	}
	if n.Tag != "" {
		c.plain(" " + signs[n.Tag])
	}
	change := n.Note
	if n.Change != nil {
		change = n.Change.Text()
	}
	spark := ""
	if n.Spark != nil {
		spark = n.Spark.Blocks()
	}
	if spark != "" {
		c.plain("\n")
		c.tagged("<code>", spark, "</code>")
	}
	if change != "" {
		c.plain("  " + text.Limit(change, maxNote))
	}
	return c
}

// failure writes a section without an answer. The service's own words are below it.
func failure(s edition.Section) chunk {
	var c chunk
	f := s.Failure
	switch {
	case s.IsNumber() && f.NoAnswer():
		c.plain(s.Title + ": ")
		c.tagged("<b>", "no answer", "</b>")
		c.plain(" (" + f.Word + ")")
	case s.IsNumber():
		c.plain(s.Title + ": ")
		c.tagged("<b>", f.Word, "</b>")
	default:
		c.tagged("<b>", s.Title, "</b>")
		c.plain(": " + f.Word)
		if f.NoAnswer() {
			c.plain(", no answer; it does not mean 0")
		}
	}
	if f.Note != "" {
		c.plain("\n")
		c.tagged("<code>", text.Limit(f.Note, maxNote), "</code>")
	}
	return c
}
