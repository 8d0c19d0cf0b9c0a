package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestHTML_sizes_of_numbers(t *testing.T) {
	t.Parallel()
	for value, class := range map[string]string{"1204": "value", "12345678.5": "value long", "123456789012.25": "value folds"} {
		page := bodyOf(t, report.Section{Show: report.ShowNumber, Value: "n"}, nil, []string{"n", value})
		checkHas(t, page, `<dl class="numbers one">`, `<dd class="`+class+`"`)
	}
}

func TestHTML_numbers(t *testing.T) {
	t.Parallel()
	page := render.HTML(rendertest.Documents()["checkout"])
	checkHas(t, page,
		`<dt><span>Error rate (5xx)</span> <span class="tag alert">Alert <span>over 1%</span></span></dt><dd class="value is-alert">1.84<small>%</small></dd>`,
		"<small>\u00a0ms</small>", `<dd class="delta worse"><b><span aria-hidden="true">▲</span><span class="vh">up</span> 224`, `<i>worse</i>`,
		`<span aria-hidden="true">=</span> unchanged</b></dd>`, "No comparison: Tue\u00a024\u00a0Nov had no answer",
		"Lines show the last 14 editions, Thu\u00a012\u00a0Nov to Wed\u00a025\u00a0Nov; the dot is this one.")
	if n := strings.Count(page, `<dl class="numbers`); n != 1 {
		t.Errorf("%d grids of numbers, want 1", n)
	}
}

func TestHTML_numbers_without_a_value(t *testing.T) {
	t.Parallel()
	page := render.HTML(rendertest.Documents()["failures"])
	checkHas(t, page,
		`<span>Private requests</span> <span class="tag fail">Failed</span></dt><dd class="value lost">no answer</dd><dd class="delta"><code>MalformedQueryException`,
		`<span>Quiet</span> <span class="tag quiet">Empty</span></dt><dd class="value none">no data</dd>`,
		`<span>Not a number</span> <span class="tag fail">No number</span></dt><dd class="value lost">not known</dd><dd class="delta">calls is &#34;a dozen&#34;</dd>`,
		"!<dd class=\"value\">0<")
}
