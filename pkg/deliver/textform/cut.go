// Package textform fits the text form of a report into what a place takes.
package textform

import (
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/render"
)

// tail is room for the note on what is left out, in bytes.
const tail = 60

// Cut returns a text of at most limit bytes: the text itself, or else its first
// sections, a line that counts the lines which are left out, and its last paragraph,
// which names the run. A section that is too long by itself is cut after a line.
func Cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	body, foot := split(text)
	if len(foot) > limit/2 {
		body, foot = text, ""
	}
	room := max(0, limit-len(foot)-tail)
	kept := head(body, room)
	left := strings.Count(strings.TrimSuffix(body[len(kept):], "\n"), "\n") + 1
	return strings.TrimRight(kept, "\n") + "\n\n… " + render.More(left, "line") + "\n" + foot
}

// split divides a text before its last paragraph.
func split(text string) (body, foot string) {
	at := strings.LastIndex(strings.TrimRight(text, "\n"), "\n\n")
	if at < 0 {
		return text, ""
	}
	return text[:at+1], text[at+1:]
}

// head returns the first paragraphs of a text that have at most room bytes, or its
// first lines, or what fits of its first line.
func head(text string, room int) string {
	if len(text) <= room {
		return text
	}
	for _, border := range []string{"\n\n", "\n"} {
		if at := strings.LastIndex(text[:room], border); at > 0 {
			return text[:at+1]
		}
	}
	for room > 0 && !utf8.RuneStart(text[room]) {
		room--
	}
	return text[:room]
}
