package preview

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// telegramNote says what a drawing of Telegram does not have.
const telegramNote = "A drawing of the message's texts by fanlight, not Telegram's own: fonts, widths and colours differ. Not shown: previews of links, buttons."

// Telegram draws texts in Telegram's HTML
// (https://core.telegram.org/bots/api#html-style), each one message. A part with files is
// these instead of its text, which stands in for them.
func Telegram(parts []string, files ...fanlight.File) string {
	return drawn("telegram", telegramNote, func(d *drawing) {
		for i, part := range parts {
			d.Raw("<div class=\"bubble\">")
			if of := filesOf(files, i); len(of) > 0 {
				d.telegramFiles(of)
			} else {
				d.telegramText(part)
			}
			if len(parts) > 1 {
				d.say("<p class=\"aside\">", fmt.Sprintf("Message %d of %d", i+1, len(parts)), "</p>")
			}
			d.Raw("</div>\n")
		}
	})
}

// telegramFiles writes files, each above its caption.
func (d *drawing) telegramFiles(files []fanlight.File) {
	for _, f := range files {
		d.file(f)
		d.Raw("<p>")
		d.telegramText(f.Caption)
		d.Raw("</p>")
	}
}

// telegramTags are the tags that Telegram knows, with those of the drawing.
var telegramTags = map[string][2]markup.Safe{
	"b": {"<b>", "</b>"}, "strong": {"<b>", "</b>"}, "i": {"<i>", "</i>"}, "em": {"<i>", "</i>"},
	"u": {"<span class=\"under\">", "</span>"}, "ins": {"<span class=\"under\">", "</span>"},
	"s": {"<span class=\"strike\">", "</span>"}, "strike": {"<span class=\"strike\">", "</span>"}, "del": {"<span class=\"strike\">", "</span>"},
	"code": {"<code>", "</code>"}, "pre": {"<pre>", "</pre>"}, "blockquote": {"<span class=\"quote\">", "</span>"},
	"tg-spoiler": {"<span class=\"spoiler\">", "</span>"}, "a": {"", ""},
}

var (
	telegramTag  = lazyregexp.New(`</?([a-z-]+)([^<>]*)>`)
	telegramHref = lazyregexp.New(`^ href="([^"]*)"$`)
)

// telegramText writes a text. A tag that Telegram would refuse is shown as text.
func (d *drawing) telegramText(s string) {
	var open []string
	at := 0
	for _, found := range telegramTag().FindAllStringSubmatchIndex(s, -1) {
		name, closing := s[found[2]:found[3]], s[found[0]+1] == '/'
		if _, known := telegramTags[name]; !known || closing && (len(open) == 0 || open[len(open)-1] != name) {
			continue
		}
		d.telegramPlain(s[at:found[0]])
		at = found[1]
		switch {
		case closing:
			open = open[:len(open)-1]
			d.Raw(telegramEnd(name))
		default:
			open = append(open, name)
			d.telegramOpen(name, s[found[4]:found[5]])
		}
	}
	d.telegramPlain(s[at:])
	for _, name := range slices.Backward(open) {
		d.Raw(telegramEnd(name))
	}
}

func (d *drawing) telegramPlain(s string) { d.say("", html.UnescapeString(s), "") }

func (d *drawing) telegramOpen(name, attributes string) {
	if name != "a" {
		d.Raw(telegramTags[name][0])
		return
	}
	address := ""
	if m := telegramHref().FindStringSubmatch(attributes); m != nil {
		address = html.UnescapeString(m[1])
	}
	if !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, " \"<>\n") {
		address = "#" // Telegram makes no link of it
	}
	d.say("<a href=\"", address, "\">")
}

func telegramEnd(name string) markup.Safe {
	if name == "a" {
		return "</a>"
	}
	return telegramTags[name][1]
}
