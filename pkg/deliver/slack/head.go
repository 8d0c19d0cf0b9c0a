package slack

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// notification returns the first lines, or the window if there are none.
func notification(e *edition.Edition) string {
	parts := []string{e.Title}
	for _, l := range e.Lines {
		parts = append(parts, outline.Line(l))
	}
	if len(e.Lines) == 0 {
		parts = append(parts, e.Window)
	}
	return strings.Join(parts, " · ")
}

// head returns the title, the window and the first lines.
func head(e *edition.Edition) unit {
	window := e.Window
	if e.Compared != "" {
		window += " · compared with " + e.Compared
	}
	blocks := []block{header(e.Title), plainContext(window)}
	if len(e.Lines) > 0 {
		blocks = append(blocks, firstLines(e.Lines))
	}
	return same(blocks...)
}

// emoji are the names of signs before first lines.
var emoji = map[edition.Tag]string{
	edition.TagAlert: "red_circle", edition.TagWarning: "large_yellow_circle", edition.TagNew: "new",
	edition.TagIncomplete: "grey_question", edition.TagOK: "white_check_mark",
}

// lineText is how many characters of a first line are shown.
const lineText = 600

func firstLines(lines []edition.Line) block {
	var all []any
	for i, l := range lines {
		if i > 0 {
			all = append(all, raw{Type: "text", Text: "\n"})
		}
		if name := emoji[l.Tag]; name != "" {
			all = append(all, sign{"emoji", name}, raw{Type: "text", Text: " "})
		}
		all = append(all, bold(limit(string(l.Tag), maxHeader)), raw{Type: "text", Text: " "})
		if l.Strong != "" {
			all = append(all, bold(limit(l.Strong, lineText)))
		}
		if l.Rest != "" {
			all = append(all, raw{Type: "text", Text: limit(l.Rest, lineText)})
		}
	}
	return section(all...)
}
