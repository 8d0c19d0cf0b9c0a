package preview

import (
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// pixels is a width of a column in pixels, not a share of the others.
var pixels = lazyregexp.New(`^([0-9]{1,4})px$`)

// cardColumns writes columns (https://adaptivecards.io/explorer/ColumnSet.html).
func (d *drawing) cardColumns(item node, depth int) {
	d.Raw("<table class=\"columns\"><tr>")
	for _, column := range item.list("columns") {
		switch width := column.text("width"); {
		case pixels().MatchString(width):
			d.Raw("<td width=\"", markup.Safe(pixels().FindStringSubmatch(width)[1]), "\">")
		case width == "auto":
			d.Raw("<td class=\"auto\">")
		default:
			d.Raw("<td>")
		}
		d.cardItems(column.list("items"), depth+1)
		d.Raw("</td>")
	}
	d.Raw("</tr></table>\n")
}

// cardTable writes a table (https://adaptivecards.io/explorer/Table.html).
func (d *drawing) cardTable(item node, depth int) {
	head, stated := item["firstRowAsHeader"].(bool)
	head = head || !stated
	d.Raw("<table>")
	for i, row := range item.list("rows") {
		open, end := markup.Safe("<td>"), markup.Safe("</td>")
		if i == 0 && head {
			open, end = "<th>", "</th>"
		}
		d.Raw("<tr>")
		for _, cell := range row.list("cells") {
			d.Raw(open)
			d.cardItems(cell.list("items"), depth+1)
			d.Raw(end)
		}
		d.Raw("</tr>\n")
	}
	d.Raw("</table>\n")
}
