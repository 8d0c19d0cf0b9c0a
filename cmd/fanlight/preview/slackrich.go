package preview

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// slackRich writes elements of rich text
// (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
func (d *drawing) slackRich(elements []node, depth int) {
	for _, e := range elements {
		kind := e.text("type")
		tags, known := richTags[kind]
		if !known || depth > tooDeep {
			d.notDrawn(kind, e)
			continue
		}
		d.Raw(tags[0])
		if kind == "rich_text_list" {
			for _, item := range e.list("elements") {
				d.Raw("<li>")
				d.slackRich([]node{item}, depth+1)
				d.Raw("</li>")
			}
		} else {
			for _, run := range e.list("elements") {
				d.slackRun(run)
			}
		}
		d.Raw(tags[1], "\n")
	}
}

var richTags = map[string][2]markup.Safe{
	"rich_text_section":      {"<p>", "</p>"},
	"rich_text_preformatted": {"<pre>", "</pre>"},
	"rich_text_quote":        {"<p class=\"quote\">", "</p>"},
	"rich_text_list":         {"<ul>", "</ul>"},
}

// slackRun writes a text, a link or a picture within rich text. Nothing in it is a sign.
func (d *drawing) slackRun(run node) {
	style := run.node("style")
	for _, s := range richStyles {
		if style.flag(s.key) {
			d.Raw(s.open)
		}
	}
	switch kind := run.text("type"); kind {
	case "text":
		d.say("", run.text("text"), "")
	case "emoji":
		d.say("", emoji(":"+run.text("name")+":"), "")
	case "link":
		label := run.text("text")
		if label == "" {
			label = run.text("url")
		}
		d.link(label, run.text("url"))
	case "user", "usergroup", "channel", "broadcast":
		d.say("<span class=\"mention\">@", run.text("range")+run.text("user_id")+run.text("usergroup_id")+run.text("channel_id"), "</span>")
	default:
		d.notDrawn(kind, run)
	}
	for _, s := range slices.Backward(richStyles) {
		if style.flag(s.key) {
			d.Raw(s.end)
		}
	}
}

var richStyles = []struct {
	key       string
	open, end markup.Safe
}{
	{"bold", "<b>", "</b>"}, {"italic", "<i>", "</i>"}, {"strike", "<span class=\"strike\">", "</span>"}, {"code", "<code>", "</code>"},
}
