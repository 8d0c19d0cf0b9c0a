package preview

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// teamsNote says what a drawing of Teams does not have.
const teamsNote = "A drawing of the message's Adaptive Card by fanlight, not Teams' own: fonts, widths and colours differ. Not shown: pictures from elsewhere, what a card unfolds or asks."

// Teams draws a message with Adaptive Cards (https://adaptivecards.io/explorer/).
func Teams(message string) string {
	return drawn("teams", teamsNote, func(d *drawing) {
		m := parse(message)
		if m == nil {
			d.notJSON(message)
			return
		}
		for _, a := range m.list("attachments") {
			card := a.node("content")
			d.Raw("<div class=\"card\">\n")
			d.cardItems(card.list("body"), 0)
			d.cardActions(card.list("actions"))
			d.Raw("</div>\n")
		}
	})
}

func (d *drawing) cardItems(items []node, depth int) {
	for _, item := range items {
		d.cardItem(item, depth)
	}
}

func (d *drawing) cardItem(item node, depth int) {
	kind := item.text("type")
	if depth > tooDeep {
		d.notDrawn(kind, item)
		return
	}
	if item.flag("separator") {
		d.Raw("<p class=\"rule\"></p>\n")
	}
	switch kind {
	case "TextBlock":
		d.Raw("<p class=\"", cardLook(item), "\">")
		d.inline(cardText, item.text("text"))
		d.Raw("</p>\n")
	case "RichTextBlock":
		d.cardRuns(item)
	case "Container":
		d.Raw("<div class=\"container\">")
		d.cardItems(item.list("items"), depth+1)
		d.Raw("</div>\n")
	case "ColumnSet":
		d.cardColumns(item, depth)
	case "FactSet":
		d.cardFacts(item)
	case "Table":
		d.cardTable(item, depth)
	case "Image":
		d.picture(item.text("altText"))
	case "ImageSet":
		d.cardItems(item.list("images"), depth+1)
	case "ActionSet":
		d.cardActions(item.list("actions"))
	default:
		if p, ok := cardChart(item); ok {
			d.plot(p)
			return
		}
		d.notDrawn(kind, item)
	}
}

// cardLook returns the classes of a text.
func cardLook(of node) markup.Safe {
	look := markup.Safe("text")
	for _, l := range cardLooks {
		look += l.classes[strings.ToLower(of.text(l.key))]
	}
	for _, l := range cardFlags {
		if of.flag(l.key) {
			look += l.class
		}
	}
	return look
}

var cardLooks = []struct {
	key     string
	classes map[string]markup.Safe
}{
	{"weight", map[string]markup.Safe{"bolder": " bolder", "lighter": " lighter"}},
	{"size", map[string]markup.Safe{"small": " small", "medium": " medium", "large": " large", "extralarge": " extra"}},
	{"color", map[string]markup.Safe{"attention": " attention", "warning": " warning", "good": " good", "accent": " accent", "light": " soft"}},
	{"fontType", map[string]markup.Safe{"monospace": " mono"}},
	{"horizontalAlignment", map[string]markup.Safe{"right": " right", "center": " center"}},
	{"spacing", map[string]markup.Safe{"none": " tight", "medium": " apart", "large": " apart", "extralarge": " apart"}},
}

var cardFlags = []struct {
	key   string
	class markup.Safe
}{
	{"isSubtle", " soft"}, {"italic", " italic"}, {"strikethrough", " strike"}, {"underline", " under"},
}

// cardRuns writes rich text, in which nothing is a sign.
func (d *drawing) cardRuns(item node) {
	d.Raw("<p class=\"", cardLook(item), "\">")
	inlines, _ := item["inlines"].([]any)
	for _, inline := range inlines {
		if plain, ok := inline.(string); ok {
			d.say("", plain, "")
			continue
		}
		of, _ := inline.(map[string]any)
		run := node(of)
		d.Raw("<span class=\"", cardLook(run), "\">")
		if address := run.node("selectAction").text("url"); address != "" {
			d.link(run.text("text"), address)
		} else {
			d.say("", run.text("text"), "")
		}
		d.Raw("</span>")
	}
	d.Raw("</p>\n")
}

func (d *drawing) cardFacts(item node) {
	d.Raw("<table class=\"facts\">")
	for _, fact := range item.list("facts") {
		d.say("<tr><th>", fact.text("title"), "</th><td>")
		d.inline(cardText, fact.text("value"))
		d.Raw("</td></tr>\n")
	}
	d.Raw("</table>\n")
}

func (d *drawing) cardActions(actions []node) {
	if len(actions) == 0 {
		return
	}
	d.Raw("<div class=\"actions\">")
	for _, a := range actions {
		if a.text("type") == "Action.OpenUrl" {
			d.button(a.text("title"), a.text("url"))
		} else {
			d.notDrawn(a.text("type"), a)
		}
	}
	d.Raw("</div>\n")
}

// cardChart returns a chart of Teams
// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards).
func cardChart(item node) (plot, bool) {
	kind := item.text("type")
	p := plot{title: item.text("title"), bars: strings.Contains(kind, "Bar")}
	switch kind {
	case "Chart.Line", "Chart.VerticalBar.Grouped":
		for _, s := range item.list("data") {
			p.add(s.text("legend"), s.list("values"), "x", "y")
		}
	case "Chart.VerticalBar", "Chart.HorizontalBar":
		p.add(item.text("yAxisTitle"), item.list("data"), "x", "y")
	}
	return p, len(p.series) > 0
}
