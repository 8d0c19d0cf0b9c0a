package preview

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// discordNote says what a drawing of Discord does not have.
const discordNote = "A drawing of the message's embeds by fanlight, not Discord's own: fonts, widths and colours differ. Not shown: pictures from elsewhere, colours of code, times of embeds."

// Discord draws messages with embeds
// (https://docs.discord.com/developers/resources/message#embed-object), each the JSON of
// one request.
func Discord(parts []string) string {
	return drawn("discord", discordNote, func(d *drawing) {
		for i, part := range parts {
			if len(parts) > 1 {
				d.message(fmt.Sprintf("Message %d of %d", i+1, len(parts)))
			}
			d.discordMessage(part)
		}
	})
}

func (d *drawing) discordMessage(part string) {
	m := parse(part)
	if m == nil {
		d.notJSON(part)
		return
	}
	d.Raw("<div class=\"message\"><p class=\"from\"><b>Fanlight</b> <small>APP</small></p>\n")
	if content := m.text("content"); content != "" {
		d.markdownLines(content)
	}
	for _, e := range m.list("embeds") {
		d.embed(e)
	}
	if rest := m.without("content", "embeds", "allowed_mentions", "flags", "username", "attachments"); len(rest) > 0 {
		d.notDrawn("the rest of the message", rest)
	}
	d.Raw("</div>\n")
}

func (d *drawing) embed(e node) {
	colour, _ := e.number("color")
	d.Raw("<table class=\"embed\"><tr><td class=\"edge\" bgcolor=\"", markup.Safe(fmt.Sprintf("#%06x", int(colour)&0xffffff)), "\"></td><td>\n")
	if author := e.node("author").text("name"); author != "" {
		d.say("<p class=\"aside\">", author, "</p>\n")
	}
	d.embedTitle(e)
	if description := e.text("description"); description != "" {
		d.markdownLines(description)
	}
	d.embedFields(e.list("fields"))
	if e.node("image") != nil || e.node("thumbnail") != nil {
		d.picture(e.node("image").text("url") + e.node("thumbnail").text("url"))
	}
	if footer := e.node("footer").text("text"); footer != "" {
		d.say("<p class=\"aside\">", footer, "</p>\n")
	}
	d.Raw("</td></tr></table>\n")
}

func (d *drawing) embedTitle(e node) {
	title := e.text("title")
	if title == "" {
		return
	}
	d.Raw("<h2>")
	if address := e.text("url"); address != "" {
		d.link(title, address)
	} else {
		d.inline(discordText, title)
	}
	d.Raw("</h2>\n")
}

func (d *drawing) embedFields(fields []node) {
	if len(fields) == 0 {
		return
	}
	d.Raw("<div class=\"fields three\">")
	for _, f := range fields {
		class := markup.Safe("whole")
		if f.flag("inline") {
			class = "part-of-line"
		}
		d.Raw("<div class=\"", class, "\"><p><b>")
		d.inline(discordText, f.text("name"))
		d.Raw("</b></p>")
		d.markdownLines(f.text("value"))
		d.Raw("</div>")
	}
	d.Raw("</div>\n")
}

// lineStarts are the signs at the start of a line that give it a look.
var lineStarts = []struct {
	sign  string
	class markup.Safe
}{
	{"-# ", "aside"}, {"### ", "bolder"}, {"## ", "medium bolder"}, {"# ", "large bolder"}, {"> ", "quote"},
}

// markdownLines writes a text of Discord with the looks of its lines. Code goes over
// several.
func (d *drawing) markdownLines(s string) {
	for i, piece := range strings.Split(s, "```") {
		if i%2 == 1 {
			d.say("<pre>", strings.TrimPrefix(piece, "\n"), "</pre>\n")
			continue
		}
		for line := range strings.SplitSeq(strings.Trim(piece, "\n"), "\n") {
			d.markdownLine(line)
		}
	}
}

func (d *drawing) markdownLine(line string) {
	if line == "" {
		return
	}
	class := markup.Safe("text")
	for _, start := range lineStarts {
		if rest, ok := strings.CutPrefix(line, start.sign); ok {
			line, class = rest, start.class
			break
		}
	}
	d.Raw("<p class=\"", class, "\">")
	d.inline(discordText, line)
	d.Raw("</p>\n")
}
