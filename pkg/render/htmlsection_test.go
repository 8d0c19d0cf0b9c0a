package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestHTML_sections_without_an_answer(t *testing.T) {
	t.Parallel()
	page := render.HTML(rendertest.Documents()["failures"])
	checkHas(t, page,
		`<span class="tag fail">Timed out</span> <b>No answer before the deadline.</b> Nothing is known about this section; it does not mean 0.</p>`,
		"<p>Why: not settled before the deadline of 30m.</p>",
		"<p>Logs Insights says: <code>ResourceNotFoundException: Log group &#39;/aws/lambda/prod-telegram-bot&#39;")
}

func TestHTML_first_lines(t *testing.T) {
	t.Parallel()
	page := render.HTML(rendertest.Documents()["checkout"])
	checkHas(t, page, `<li><span class="tag alert">Alert</span><p><a href="#s2"><b>Error rate (5xx) 1.84%</b></a>, over its mark of 1%. It was 0.53% on `, `<div id="s2">`)
	checkHas(t, render.HTML(rendertest.Documents()["classic"]), "!In short")
}

// TestHTML_charts_in_pairs has a failed chart, which keeps its place next to another one.
func TestHTML_charts_in_pairs(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Queries {
		if d.Queries[i].ID == "latency" {
			d.Queries[i].State, d.Queries[i].Error = fanlight.Failed, "no"
		}
	}
	_, rest, _ := strings.Cut(render.HTML(d), `<div class="pair">`)
	pair, _, _ := strings.Cut(rest, "\n</div>\n<section")
	checkHas(t, rest, `<section id="s7"`)
	if !strings.Contains(pair, "5xx errors per hour") {
		t.Errorf("the pair has no chart: %.300s", pair)
	}
	checkHas(t, rest, `<h2 id="s8-h">Latency per hour</h2>`, "Logs Insights says: <code>no</code>")
}

func TestHTML_nothing_to_show(t *testing.T) {
	t.Parallel()
	page := bodyOf(t, report.Section{Show: report.ShowTable}, nil, []string{"@ptr", "x"})
	checkHas(t, page, `<li><span class="tag quiet">Empty</span><b>Section</b><p>The query ran; none of 0 records matched.</p></li>`)
}

func TestHTML_values_of_charts(t *testing.T) {
	t.Parallel()
	checkHas(t, render.HTML(rendertest.Documents()["checkout"]),
		`<summary>Values<span class="vh">: Latency per hour</span></summary>`, `<th scope="row">03:00</th><td class="n"><span class="soft">no data</span></td>`,
		`<th scope="col" class="n">p95</th>`, "<p>CET. Grey: no data</p>")
}
