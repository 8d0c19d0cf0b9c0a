package slack

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// visualization is a chart.
type visualization struct {
	Title string `json:"title"`
	Chart lines  `json:"chart"`
}

type lines struct {
	Type   string   `json:"type"` // line
	Series []series `json:"series"`
	Axis   axis     `json:"axis_config"`
}

type series struct {
	Name string  `json:"name"`
	Data []point `json:"data"`
}

type point struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
}

type axis struct {
	Labels []string `json:"categories"`
	X      string   `json:"x_label,omitempty"`
	Y      string   `json:"y_label,omitempty"`
}

// mostMerged is how many bins a bin of a native chart stands for: more would hide when
// something happened.
const mostMerged = 2

// drawn returns a chart as Slack draws it, and whether that shows what happened: it has no
// room for a gap, for many lines and for many bins.
func drawn(c *edition.Chart) (chart.Coarse, bool) {
	o := c.Coarse(maxBins)
	few := len(c.Bins) <= mostMerged*maxBins && len(o.Series) <= maxSeries
	return o, few && len(o.Series) > 0 && len(o.Labels) > 0 && c.Coarse(len(c.Bins)).Whole()
}

// chart returns a chart. One that Slack cannot draw is drawn in block characters, and a
// picture of it follows where files are taken.
func (w writer) chart(s edition.Section) unit {
	c := s.Chart
	heading := c.Heading()
	plain := []block{boldLine(heading), preformatted(limit(strings.Join(c.Blocks(maxWidth), "\n"), maxRaw))}
	if note := c.Note(maxWidth); note != "" {
		plain = append(plain, plainContext(note))
	}
	u := unit{title: heading, native: plain, plain: plain, sections: 1}
	if o, shows := drawn(c); !shows {
		w.pictures.add(s)
	} else {
		words := strings.TrimPrefix(c.Describe(), c.Title+". ")
		u.native = []block{newVisualization(heading, c.Unit, o), plainContext(words)}
		u.differs, u.charts = true, 1
	}
	return u
}

func newVisualization(title string, unit report.Unit, o chart.Coarse) block {
	v := visualization{Title: limit(title, maxTitle), Chart: lines{Type: "line", Axis: axis{X: limit(o.Axis, maxTitle)}}}
	if unit != report.UnitCount {
		v.Chart.Axis.Y = string(unit)
	}
	labels := &v.Chart.Axis.Labels
	for _, label := range o.Labels {
		*labels = append(*labels, distinct(*labels, label))
	}
	var names []string
	for _, s := range o.Series {
		names = append(names, distinct(names, s.Name))
		line := series{Name: names[len(names)-1]}
		for i, p := range s.Points {
			line.Data = append(line.Data, point{(*labels)[i], p.Value})
		}
		v.Chart.Series = append(v.Chart.Series, line)
	}
	return block{Type: "data_visualization", visualization: &v}
}

// distinct returns a name that a chart takes and that is not one of those.
func distinct(those []string, name string) string {
	name = limit(name, maxLabel)
	base := name
	for n := 2; slices.Contains(those, name); n++ {
		tail := " " + strconv.Itoa(n)
		name = limit(base, maxLabel-len(tail)) + tail
	}
	return name
}
