package email

import (
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// maxValue is the most characters of a number. Beyond longValue it is written smaller.
const (
	maxValue  = 40
	longValue = 14
)

// number writes a number in one row: title and value, then its last editions and its
// change.
func (m *pageWriter) number(s edition.Section, spark *picture, first bool) {
	n := s.Number
	m.label(s.Title, first)
	if n.Tag != "" {
		m.tag(tagForms[n.Tag], strings.TrimSpace(string(n.Tag)+" "+n.Mark))
	}
	m.Raw("</div>")
	m.value(n, s.Link)
	m.Raw(`</td><td class="ln" align="right" valign="top" width="176" style="padding:10px 0;`, rule, `">`)
	if spark != nil {
		spark.write(&m.Writer, sparkImage)
	}
	switch {
	case n.Change != nil:
		m.change(n.Change)
	case n.Note != "":
		m.small(n.Note)
	}
	m.Raw("</td></tr></table></td></tr>\n")
}

// label begins the row of a number with its title, after which a tag may stand. The
// first one after another section keeps its distance.
func (m *pageWriter) label(title string, first bool) {
	padding := markup.Safe("0 24px")
	if first {
		padding = "32px 24px 0"
	}
	m.Raw(`<tr><td style="padding:`, padding, `">`, layout, `<tr><td class="ln" valign="top" style="padding:10px 8px 10px 0;`, rule, `"><div class="sf" style="`, size13, breaks, soft)
	m.Element(`">`, title+"\u00a0 ", "")
}

// value writes a number, which leads to its query. The link has the colour of the number.
func (m *pageWriter) value(n *edition.Number, link string) {
	value := text.Limit(n.Value, maxValue)
	class, color := markup.Safe("ik"), ink
	size := size26 + strong
	switch {
	case n.Empty:
		class, color, size = "sf", soft, size17
	case n.Tag == edition.TagAlert:
		class, color = "bad", bad
	}
	if len(value) > longValue && !n.Empty {
		size = size17 + strong
	} else {
		size += keeps
	}
	m.Raw(`<div class="`, class, `" style="`, size, breaks, color)
	m.Raw(`">`)
	if link != "" {
		m.Raw(`<a class="`, class)
		m.Element(`" href="`, link, `" style="`+color+`;text-decoration:none">`)
	}
	m.Text(value)
	if n.Unit != "" {
		m.Element(`<span style="font-size:16px">`, "\u00a0"+n.Unit, "</span>")
	}
	if link != "" {
		m.Raw("</a>")
	}
	m.Raw("</div>")
}

// change writes how a number has changed. Arrow and amount stay together; the mood may stand
// below them, where a narrow phone needs room for a tag.
func (m *pageWriter) change(c *edition.Change) {
	words := strings.Replace(c.Words(), " ", "\u00a0", 1)
	switch c.Mood {
	case edition.Worse:
		m.moody("bad", bad, words, c.Mood)
	case edition.Better:
		m.moody("gd", good, words, c.Mood)
	default:
		m.small(words)
	}
}

func (m *pageWriter) moody(class, color markup.Safe, words string, mood edition.Mood) {
	m.Raw(`<div class="`, class, `" style="`, size13, strong, color)
	m.Element(`">`, words, "")
	m.Element(`<span style="font-weight:normal">`, " "+string(mood), "</span></div>")
}

// small writes a text in small grey letters.
func (m *pageWriter) small(s string) {
	m.Raw(`<div class="sf" style="`, size13, breaks, soft)
	m.Element(`">`, s, "</div>")
}

// missingNumber writes a number without an answer, in the place that it would have.
func (m *pageWriter) missingNumber(s edition.Section, first bool) {
	f := s.Failure
	word := f.Word
	m.label(s.Title, first)
	if f.NoAnswer() {
		m.tag(failedForm, capital(f.Word))
		word = "no answer"
	}
	m.Raw(`</div><div class="bad" style="`, size17, strong, bad)
	m.Element(`">`, word, "</div>")
	if f.Note != "" {
		m.Raw(`<div class="ik" style="`, mono, ink)
		m.Element(`">`, f.Note, "</div>")
	}
	m.Raw("</td></tr></table></td></tr>\n")
}

// capital returns a text with a capital at its beginning.
func capital(s string) string {
	if s == "" {
		return s
	}
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
