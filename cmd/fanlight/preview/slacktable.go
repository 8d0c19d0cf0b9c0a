package preview

// slackTable writes a table or a data table: the first row has the names of the columns
// (https://docs.slack.dev/reference/block-kit/blocks/data-table-block,
// https://docs.slack.dev/reference/block-kit/blocks/table-block).
func (d *drawing) slackTable(caption string, b node) {
	settings, _ := b["column_settings"].([]any)
	right := func(i int) bool {
		if i >= len(settings) {
			return false
		}
		of, _ := settings[i].(map[string]any) // null: of a column without settings
		return node(of).text("align") == "right"
	}
	d.Raw("<table>")
	if caption != "" {
		d.say("<caption>", caption, "</caption>")
	}
	for i, row := range b.lists("rows") {
		d.Raw("<tr>")
		for j, cell := range row {
			d.slackCell(cell, i == 0, right(j))
		}
		d.Raw("</tr>\n")
	}
	d.Raw("</table>\n")
	if page, ok := b.number("page_size"); ok && float64(len(b.lists("rows"))) > page+1 {
		d.say("<p class=\"aside\">Rows that Slack shows at a time: ", b.text("page_size"), "</p>\n")
	}
}

func (d *drawing) slackCell(cell node, head, right bool) {
	kind := cell.text("type")
	switch {
	case head:
		d.Raw("<th>")
	case right || kind == "raw_number":
		d.Raw("<td class=\"right\">")
	default:
		d.Raw("<td>")
	}
	switch kind {
	case "raw_text", "raw_number":
		label := cell.text("text")
		if label == "" {
			label = cell.text("value")
		}
		d.say("<p>", label, "</p>")
	case "rich_text":
		d.slackRich(cell.list("elements"), 0)
	default:
		d.notDrawn(kind, cell)
	}
	if head {
		d.Raw("</th>")
	} else {
		d.Raw("</td>")
	}
}

// slackChart writes a chart
// (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).
func (d *drawing) slackChart(b node) {
	c := b.node("chart")
	p := plot{title: b.text("title"), bars: c.text("type") == "bar"}
	for _, s := range c.list("series") {
		p.add(s.text("name"), s.list("data"), "label", "value")
	}
	if kind := c.text("type"); kind != "line" && kind != "bar" && kind != "area" || len(p.series) == 0 {
		d.notDrawn("chart of type "+kind, b)
		return
	}
	d.plot(p)
}
