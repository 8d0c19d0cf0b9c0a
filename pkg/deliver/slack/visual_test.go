package slack_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// part is a part as far as these tests read it.
type part struct {
	Text   string
	Reply  bool
	Blocks []struct {
		Type  string
		Rows  [][]struct{ Type, Text string }
		Chart struct {
			Series []struct{ Name string }
			Axis   struct {
				Labels []string `json:"categories"`
				X      string   `json:"x_label"`
			} `json:"axis_config"`
		}
	}
}

// read returns the parts of a document for a channel, and the types of all their blocks.
func read(t *testing.T, d *fanlight.Document) (all []part, types string) {
	t.Helper()
	for _, encoded := range partsOf(d, byToken) {
		var p part
		if err := json.Unmarshal([]byte(encoded), &p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
		for _, b := range p.Blocks {
			types += b.Type + " "
		}
	}
	return all, types
}

// TestChannel_Render_charts holds that bins are put together until they fit, that a chart
// with a gap and one with too many names are drawn all the same, and that names are
// distinct.
func TestChannel_Render_charts(t *testing.T) {
	t.Parallel()
	d := rendertest.AttackChart(strings.Repeat("long name ", 5), 200)
	all, types := read(t, d)
	if got := strings.Count(types, "data_visualization"); got != 2 || !strings.Contains(partsOf(d, byToken)[1], "rich_text_preformatted") {
		t.Fatalf("%d charts in %s: want one of a lone series, one in block characters, one of several", got, types)
	}
	names := map[string]bool{}
	for _, p := range all {
		for _, b := range p.Blocks {
			if b.Type == "data_visualization" && (len(b.Chart.Axis.Labels) != 13 || b.Chart.Axis.X != "UTC, highest of 16 h") {
				t.Errorf("labels %q, axis %q", b.Chart.Axis.Labels, b.Chart.Axis.X)
			}
			for _, s := range b.Chart.Series {
				names[s.Name] = true
			}
		}
	}
	if len(names) != 5 || !names["5 others"] || !names["long name long name…"] || !names["long name long nam… 4"] && !names["long name long na… 4"] {
		t.Errorf("names %q: want five", slices.Sorted(maps.Keys(names)))
	}
}
