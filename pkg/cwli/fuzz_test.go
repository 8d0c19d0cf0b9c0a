package cwli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seeds are queries and messages.
var seeds = []struct{ query, message string }{
	{"filter (is_group=1) | stats count(*) as calls", `{"_aws":{"Timestamp":1},"is_group":true}`},
	{"stats count(*), max(a), sum(a) by bin(1h), b | sort b desc", `{"a":1.5,"b":"x\u00e4","c":[1,{"d":null}]}`},
	{"fields a, b.c, @duration | filter not (a = 1 and b.c like /x+/) or a in [1] | sort b.c, a desc | limit 2", `{"a":1,"b":{"c":"xx"}`},
	{"filter !ispresent(a) | display a + 1 as x, @message", "REPORT RequestId: 1\tDuration: 1 ms"},
	{"stats sum(a = 1) / count(*) as x, max(b.c) by b.c not in [1, \"x\"] as k | filter x >= 0 | sort k, x desc", `{"a":1,"b":{"c":2}} x`},
	{"fields a as b | filter b = 1 or ispresent(c) = 0 | display b, -c ^ 2, @requestId", `{"c":1e3,"a":"1"`},
	{"stats count(*) by bin(1h), a | sort bin(1h), count(*) | fields a + 1 as c | display c | limit 1", `{"a":1}`},
	{"fields a as a0" + doublings(" | fields a%[1]d+a%[1]d as a%[2]d", 30) + " | filter a30 > 1 | sort a30", `{"a":1}`},
	{"fields a as a0" + doublings(" | fields a%[1]d = 1 and a%[1]d = 1 as a%[2]d", 20), `{"a":1}`},
	{"stats sum(a) as a0" + doublings(", a%[1]d+a%[1]d as a%[2]d", 30), `{"a":1}`},
	{"stats sum(a) as a0" + doublings(" | fields a%[1]d*a%[1]d as a%[2]d", 30) + " | filter a30 > 1", `{"a":1}`},
	{`parse "* took *ms" as who, ms | filter ms > 1 or isempty(who) | dedup who`, "ann took 5ms"},
	{`parse @message /(?<a>\w+)=(?<b>\d+)/ multi | stats count(*) by a, b | stats sum(b) as s, pct(b, 50) by a`, "x=1 y=2 x=1"},
	{"fields jsonParse(@message) as j | unnest j.c into e | fields e.d as d | sort d | limit 3", `{"c":[1,{"d":null},{"d":"x"}]}`},
	{"expand c | stats values(c), count_distinct(b.c), stddev(a) by b.c | sort b.c | tail 2", `{"a":1,"b":{"c":2},"c":[1,"2"]}`},
	{"fields a | sort a | accum a as s | autoregress a p=1-2 | filldown b | addtotals col=true a", `{"a":3,"b":"x"}`},
	{"stats earliest(a), latest(b.c), sortsFirst(a) as f by bin(1s) as t | fillmissing with 0 for f | filter f >= 0", `{"a":3}`},
	{"filter a not in (SOURCE 'g' | fields b) | json \"b.c\" as x | parse x logfmt as m | display m.k, x", `{"a":3,"b":{"c":"k=v"}}`},
	{"countFrequent a, b | limit any 2", `{"a":true}`},
	{`filter @message like /(?!a)b/ and strlen(concat(a, "x")) > 1 | fields coalesce(a, if(a > 1, b, c)) as k | parse k csv as p, q`, "ab"},
	{"filter a > 9007199254740993 | fields a % 0, @@x", `text {"a":9007199254740994,"@x":""}`},
}

// FuzzRun checks that the answer is the same if messages are checked for valid JSON
// before the filters, that no row depends on the memory of an event after Add, and
// that the expressions evaluated are bounded by the length of the query: each one a
// few times for each event (twice by a filter, as a sort key, as a column, in each of
// two runs), and those of the output for each group.
func FuzzRun(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed.query, seed.message)
	}
	f.Fuzz(func(t *testing.T, query, message string) {
		q, steps, err := counted(query)
		if err != nil {
			t.Skip()
		}
		messages := []string{message, seeds[0].message, message + "x", seeds[1].message, strings.ToUpper(message)}
		got, _ := feed(q.Execution(Options{}), messages)
		want, _ := feed(strict(q).Execution(Options{}), messages)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q over %q: strict and lazy reading differ (-strict +lazy)\n%s", query, messages, diff)
		}
		if most := 6 * 4 * len(messages) * (len(query) + 1); *steps > most {
			t.Errorf("%q: %d steps, want at most %d", query, *steps, most)
		}
		if got.Statistics.RecordsMatched > got.Statistics.RecordsScanned {
			t.Errorf("%q over %q: %+v", query, messages, got)
		}
	})
}
