package discord

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
)

// colorOf returns the colour of the worst tag.
func colorOf(lines []edition.Line) int {
	worst := blue
	for _, l := range lines {
		switch l.Tag {
		case edition.TagAlert, edition.TagIncomplete:
			return red
		case edition.TagWarning:
			worst = amber
		case edition.TagOK:
			worst = green
		}
	}
	return worst
}

// lineUnits is how many characters of a first line are shown.
const lineUnits = 500

// head returns the title, which leads to the edition's page, the window and the first lines.
func head(e *edition.Edition) embed {
	lines := []string{markdown(e.Window)}
	if e.Compared != "" {
		lines[0] += " · " + markdown("compared with "+e.Compared)
	}
	for _, l := range e.Lines {
		line := "**" + markdown(string(l.Tag)) + "** "
		if l.Strong != "" {
			line += "**" + limit(markdown(l.Strong), lineUnits/2) + "**"
		}
		lines = append(lines, line+limit(markdown(l.Rest), lineUnits/2))
	}
	return embed{Title: limit(markdown(e.Title), maxTitle), Address: e.Page, Description: strings.Join(lines, "\n")}
}
