package render_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// The page shows the lines of a pattern, and what differs in it softly; its title has the
// service's words.
func TestHTML_patterns(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	d.Query("patterns").Rows = []fanlight.Row{{{Name: "@pattern", Value: "failed after <Time-1> ms\n\tat <ID-2>"}, {Name: "@sampleCount", Value: "1"}}}
	checkHas(t, render.HTML(d),
		`<b>1</b> <span>event</span></p><div><code title="failed after &lt;Time-1&gt; ms · at &lt;ID-2&gt;">failed after <i>…</i> ms<br>    at <i>…</i></code>`,
		`<b>63</b> <span>on Tue`)
}
