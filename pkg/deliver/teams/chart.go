package teams

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxPoints is the most points of a series.
const maxPoints = 48

// chart is a chart of lines, which Teams draws
// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards).
// A client that does not know it shows the fallback.
type chart struct {
	Type     string   `json:"type"` // Chart.Line
	Title    string   `json:"title"`
	X        string   `json:"xAxisTitle,omitempty"`
	Y        string   `json:"yAxisTitle,omitempty"`
	Data     []series `json:"data"`
	Fallback block    `json:"fallback"`
}

type series struct {
	Legend string  `json:"legend"`
	Values []point `json:"values"`
}

type point struct {
	X string  `json:"x"`
	Y float64 `json:"y"`
}

// drawing returns a chart, or only its words: the lowest and the highest values, marks and
// gaps, of which the drawing has nothing.
func drawing(c *edition.Chart, drawn bool) []any {
	words := note(limit(strings.TrimPrefix(c.Describe(), c.Title+". ")))
	o := c.Coarse(maxPoints)
	of := chart{Type: "Chart.Line", Title: c.Heading(), X: o.Axis, Fallback: line(run{Text: c.Heading(), Weight: "Bolder"})}
	if c.Unit != report.UnitCount {
		of.Y = string(c.Unit)
	}
	for _, s := range o.Series {
		values := series{Legend: s.Name}
		for i, p := range s.Points {
			if p.OK {
				values.Values = append(values.Values, point{o.Labels[i], p.Value})
			}
		}
		if len(values.Values) > 0 {
			of.Data = append(of.Data, values)
		}
	}
	if !drawn || len(of.Data) == 0 {
		return []any{heading(c.Heading()), words}
	}
	return []any{of, words}
}
