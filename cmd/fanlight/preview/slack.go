package preview

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// slackNote says what a drawing of Slack does not have.
const slackNote = "A drawing of the message's Block Kit by fanlight, not Slack's own: fonts, widths and colours differ. Not shown: pages and sorting of tables, pictures from elsewhere, buttons' answers."

// Slack draws messages in Block Kit (https://docs.slack.dev/reference/block-kit/blocks),
// each the JSON of one request. A part with files is these below its comment: its blocks stand
// in for them.
func Slack(parts []string, files ...fanlight.File) string {
	return drawn("slack", slackNote, func(d *drawing) {
		for i, part := range parts {
			d.slackMessage(part, filesOf(files, i), i, len(parts))
		}
	})
}

func (d *drawing) slackMessage(part string, files []fanlight.File, i, of int) {
	m := parse(part)
	if m == nil {
		d.notJSON(part)
		return
	}
	reply := m.flag("reply") || m.text("thread_ts") != ""
	switch {
	case reply:
		d.message(fmt.Sprintf("Reply in the thread, %d of %d", i, of-1))
		d.Raw("<div class=\"reply\">\n")
	case of > 1:
		d.message(fmt.Sprintf("Message %d of %d", i+1, of))
	}
	d.Raw("<div class=\"message\"><p class=\"from\"><b>Fanlight</b> <small>APP</small></p>\n")
	if len(files) > 0 {
		d.slackFiles(m.text("comment"), files)
	} else {
		d.slackBlocks(m)
	}
	d.Raw("</div>\n")
	if reply {
		d.Raw("</div>\n")
	}
}

func (d *drawing) slackBlocks(m node) {
	blocks := m.list("blocks")
	for _, b := range blocks {
		d.slackBlock(b)
	}
	if len(blocks) == 0 {
		d.slackMarked(m.text("text"))
		return
	}
	d.say("<p class=\"aside\">In notifications: ", emoji(slackCharacters.Replace(m.text("text"))), "</p>\n")
}

// slackFiles writes files with the comment that introduces them. The title of each is the
// first line of its caption.
func (d *drawing) slackFiles(comment string, files []fanlight.File) {
	d.slackMarked(comment)
	for _, f := range files {
		d.file(f)
		title, _, _ := strings.Cut(f.Caption, "\n")
		d.say("<p class=\"aside\">", title, "</p>\n")
	}
}

func (d *drawing) slackMarked(words string) {
	d.Raw("<p>")
	d.inline(slackText, words)
	d.Raw("</p>\n")
}

func (d *drawing) slackBlock(b node) {
	switch b.text("type") {
	case "header":
		d.say("<h2>", emoji(b.node("text").text("text")), "</h2>\n")
	case "divider":
		d.Raw("<p class=\"rule\"></p>\n")
	case "section":
		d.slackSection(b)
	case "context":
		d.Raw("<div class=\"context\">")
		d.slackElements(b)
		d.Raw("</div>\n")
	case "markdown":
		d.Raw("<p>")
		d.inline(discordText, b.text("text"))
		d.Raw("</p>\n")
	case "actions":
		d.Raw("<div class=\"actions\">")
		d.slackElements(b)
		d.Raw("</div>\n")
	case "image":
		d.picture(b.text("alt_text"))
	case "rich_text":
		d.slackRich(b.list("elements"), 0)
	case "table":
		d.slackTable("", b)
	case "data_table":
		d.slackTable(b.text("caption"), b)
	case "data_visualization":
		d.slackChart(b)
	default:
		d.notDrawn(b.text("type"), b)
	}
}

func (d *drawing) slackSection(b node) {
	if text := b.node("text"); text != nil {
		d.Raw("<p>")
		d.slackObject(text)
		d.Raw("</p>\n")
	}
	if fields := b.list("fields"); len(fields) > 0 {
		d.Raw("<div class=\"fields\">")
		for _, f := range fields {
			d.Raw("<p>")
			d.slackObject(f)
			d.Raw("</p>")
		}
		d.Raw("</div>\n")
	}
	if more := b.node("accessory"); more != nil {
		d.slackElement(more)
	}
}

// slackObject writes a text object.
func (d *drawing) slackObject(of node) {
	if of.text("type") == "mrkdwn" {
		d.inline(slackText, of.text("text"))
		return
	}
	d.say("", emoji(of.text("text")), "")
}

func (d *drawing) slackElements(b node) {
	for _, e := range b.list("elements") {
		d.slackElement(e)
	}
}

// slackElement writes an element of a context or of actions.
func (d *drawing) slackElement(e node) {
	switch e.text("type") {
	case "mrkdwn", "plain_text":
		d.Raw("<p>")
		d.slackObject(e)
		d.Raw("</p>")
	case "image":
		d.picture(e.text("alt_text"))
	case "button":
		d.button(e.node("text").text("text"), e.text("url"))
	default:
		d.notDrawn(e.text("type"), e)
	}
}

// picture writes a place for a picture, which is never loaded.
func (d *drawing) picture(alt string) { d.say("<p class=\"picture\">Picture: ", alt, "</p>\n") }

// button writes a button, a link if it opens an address.
func (d *drawing) button(label, address string) {
	d.Raw("<span class=\"button\">")
	if address == "" {
		d.say("", label, "")
	} else {
		d.link(label, address)
	}
	d.Raw("</span>\n")
}
