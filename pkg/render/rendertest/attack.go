package rendertest

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// mostAttack is about how many bytes the rows of an attack have. Fuzzing gives a target up that
// takes ten seconds, on a machine with other work too.
const mostAttack = 256 << 10

// Attack returns a document with a text in every place that someone else fills,
// and with that many rows and sections; of a long text with fewer.
func Attack(s string, times uint8) *fanlight.Document {
	times = uint8(min(int(times), mostAttack/(len(s)+1)))
	q := fanlight.QueryResult{ID: "t", State: fanlight.OK, Columns: []string{s, "n"}}
	for range times {
		q.Rows = append(q.Rows, fanlight.Row{{Name: s, Value: s}, {Name: "n", Value: "1" + s}})
	}
	d := document(s, q, broken("fails", fanlight.Failed, s), calls("n", s, 1), calls("seven", "7", 1))
	d.Timezone, d.Region, d.Account = s, "eu-central-1", s
	for i := range d.Queries {
		d.Queries[i].Text, d.Queries[i].LogGroups = s, []string{s}
	}
	d.Sections = []report.Section{table(s, "t"), number(s, "fails"), number(s, "n"), number("n", s)}
	for range times {
		d.Sections = append(d.Sections, number(s, "seven"))
	}
	return d
}

// Seeds adds the arguments of Attack that every fuzz target begins with.
func Seeds(f *testing.F) {
	for _, s := range texts {
		f.Add(s, uint8(3))
		f.Add(s, uint8(60))
	}
	f.Add(Evil, uint8(9)) // with a chart (AttackWithChart)
}

var texts = []string{
	"", "plain", Evil, "<", "&lt;", "<b>", "</pre>", "\x1b[2J", "\u202E", "漢字👍🏽", strings.Repeat("e\u0301", 300),
	strings.Repeat("𝔛", 3000), "<body>", "-1e5", "\xf0\x28",
}
