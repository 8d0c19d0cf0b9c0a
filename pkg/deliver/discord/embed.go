package discord

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// Discord's limits, in characters
// (https://docs.discord.com/developers/resources/message#embed-object-embed-limits).
const (
	maxTitle  = 256
	maxName   = 256
	maxValue  = 1024
	maxFooter = 2048
	maxFields = 25
	maxEmbeds = 10
	maxTotal  = 6000 // titles, descriptions, names, values and footers of a message's embeds
	maxCode   = 3000 // lines of a table; a description takes 4,096
)

// embed is a part of a message with a coloured edge.
type embed struct {
	Title       string  `json:"title,omitempty"`
	Address     string  `json:"url,omitempty"` // that the title leads to
	Description string  `json:"description,omitempty"`
	Color       int     `json:"color"`
	Fields      []field `json:"fields,omitempty"`
	Footer      *footer `json:"footer,omitempty"`
}

type field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

type footer struct {
	Text string `json:"text"`
}

// The colours of edges, by the worst first line.
const (
	blue  = 0x2b5fd0 // there is none
	green = 0x1d6b3c
	amber = 0xefc26b
	red   = 0xb3261e
)

// units returns the length of what counts against maxTotal.
func (e embed) units() int {
	n := text.UTF16Len(e.Title) + text.UTF16Len(e.Description)
	for _, f := range e.Fields {
		n += text.UTF16Len(f.Name) + text.UTF16Len(f.Value)
	}
	if e.Footer != nil {
		n += text.UTF16Len(e.Footer.Text)
	}
	return n
}

// escaper escapes what Discord's markdown gives a meaning to: without it a text could
// hide a link, or look like a mention.
var escaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "~", `\~`, "`", "\\`", "|", `\|`, ">", `\>`, "<", `\<`,
	"[", `\[`, "]", `\]`, "(", `\(`, ")", `\)`, "#", `\#`, "-", `\-`, "@", `\@`, ":", `\:`)

// markdown returns a text that is shown as it is.
func markdown(s string) string { return escaper.Replace(s) }

// code returns lines in a monospaced font. Nothing in them is a mark, as the sign that
// would end the block is replaced.
func code(lines string) string {
	return "```\n" + strings.ReplaceAll(lines, "`", "'") + "\n```"
}

// limit returns s if it has at most n UTF-16 units, else as many of its first
// characters as fit, with …. It leaves no half of an escape, and an empty text, which
// Discord refuses, becomes a dash.
func limit(s string, n int) string {
	if strings.TrimSpace(s) == "" {
		return "–"
	}
	for most := n; text.UTF16Len(s) > n; most = most * 3 / 4 {
		cut := strings.TrimSuffix(text.Limit(s, most), "…")
		for strings.HasSuffix(cut, `\`) {
			cut = strings.TrimSuffix(cut, `\`)
		}
		if cut += "…"; text.UTF16Len(cut) <= n {
			return cut
		}
	}
	return s
}
