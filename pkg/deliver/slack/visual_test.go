package slack_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// part is a part as far as these tests read it.
type part struct {
	Text   string
	Reply  bool
	Blocks []struct {
		Type    string
		Caption string
		Rows    [][]struct{ Type, Text string }
		Chart   struct {
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

// TestChannel_Render_charts holds that at most two bins are put together, that a chart with
// more of them or with a gap is drawn in block characters and followed by a picture, and that
// names are distinct.
func TestChannel_Render_charts(t *testing.T) {
	t.Parallel()
	for hours, want := range map[uint8]struct {
		native, pictures int
		axis             string
	}{
		20: {3, 0, "UTC"}, 22: {3, 0, "UTC, highest of 2 h"}, 41: {2, 1, "UTC, highest of 2 h"}, 42: {0, 3, ""}, 200: {0, 3, ""},
	} {
		d := rendertest.AttackChart("name ", hours)
		all, types := read(t, d)
		m := slack.Channel{}.Render(d, byToken)
		if native := strings.Count(types, "data_visualization"); native != want.native || len(m.Files) != want.pictures {
			t.Errorf("%d hours: %d charts and %d pictures, want %d and %d", hours, native, len(m.Files), want.native, want.pictures)
		}
		for _, p := range all {
			for _, b := range p.Blocks {
				if b.Type == "data_visualization" && b.Chart.Axis.X != want.axis {
					t.Errorf("%d hours: axis %q, want %q", hours, b.Chart.Axis.X, want.axis)
				}
			}
		}
	}
}

func TestChannel_Render_names(t *testing.T) {
	t.Parallel()
	all, _ := read(t, rendertest.AttackChart(strings.Repeat("long name ", 5), 30))
	names := map[string]bool{}
	for _, p := range all {
		for _, b := range p.Blocks {
			for _, s := range b.Chart.Series {
				names[s.Name] = true
			}
		}
	}
	if len(names) != 5 || !names["5 others"] || !names["long name long name…"] || !names["long name long nam… 4"] && !names["long name long na… 4"] {
		t.Errorf("names %q: want five", slices.Sorted(maps.Keys(names)))
	}
}
