package preview

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

//go:embed drawing.css
var drawingCSS string

// hashOf returns the source of a content security policy that allows a style sheet or a
// script, and no other.
func hashOf(content string) markup.Safe {
	sum := sha256.Sum256([]byte(content))
	return markup.Safe("'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
}

// drawing writes a web page that looks as a program shows a message. Nothing of the
// message becomes markup, but links by https.
type drawing struct{ markup.Writer }

// drawn returns a page of a class, with a note on what it does not show.
func drawn(class markup.Safe, note string, draw func(*drawing)) string {
	var d drawing
	d.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src ", hashOf(drawingCSS), "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	d.Raw("<title>", class, "</title>\n<style>", markup.Safe(drawingCSS), "</style>\n</head>\n<body>\n<main class=\"", class, "\">\n")
	draw(&d)
	d.Raw("</main>\n")
	d.say("<p class=\"drawn\">", note, "</p>\n")
	d.Raw("</body>\n</html>\n")
	return d.String()
}

// say writes a text between two pieces of markup, escaped and without what a browser
// would not show.
func (d *drawing) say(open markup.Safe, s string, end markup.Safe) {
	d.Element(open, text.CleanLines(strings.ReplaceAll(s, "\r\n", "\n")), end)
}

// link writes a link by https, which opens nothing within a frame. Any other address is
// written after its label.
func (d *drawing) link(label, address string) {
	if !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, " \"<>\n") {
		if label != address {
			label += " (" + address + ")"
		}
		d.say("", label, "")
		return
	}
	d.say("<a href=\"", address, "\">")
	d.say("", label, "</a>")
}

// notDrawn writes what the drawing has no form for, as its JSON.
func (d *drawing) notDrawn(what string, n node) {
	d.say("<details class=\"raw\"><summary>Not drawn: ", what, "</summary>")
	d.say("<pre>", n.String(), "</pre></details>\n")
}

// message writes the heading of one message of several.
func (d *drawing) message(label string) {
	d.say("<p class=\"part\">", label, "</p>\n")
}

// notJSON writes a message that is none of the kind.
func (d *drawing) notJSON(part string) { d.say("<pre>", part, "</pre>\n") }

// tooDeep is the depth of objects in objects from which on they are not drawn. Programs
// take fewer.
const tooDeep = 12
