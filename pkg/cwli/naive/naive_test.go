package naive

import (
	"regexp"
	"strings"
	"testing"
)

// TestCase_Rows holds the reference to rows that the service returned and published
// users' exports show, and to examples of AWS's pages.
func TestCase_Rows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		events   []string
		commands []command
		query    string
		want     string
	}{
		{
			"average over three, recorded: github.com/lmammino/oidc-authorizer-benchmark", seconds(`{"d":1}`, `{"d":2}`, `{"d":2}`),
			[]command{stats{items: []item{
				as(agg("avg", "d"), "a"), as(binary{"/", agg("sum", "d"), plain("7")}, "small"), as(binary{"*", binary{"/", agg("sum", "d"), plain("3")}, plain("100")}, "pct"),
			}}},
			`stats avg(d) as a, sum(d) / 7 as small, sum(d) / 3 * 100 as pct`, "a=1.6667, small=0.7143, pct=166.6667",
		},
		{
			"cost below one, recorded: the same", seconds(`{"ms":47000}`, `{"ms":965}`),
			[]command{stats{items: []item{as(agg("sum", "ms"), "total"), as(binary{"*", named{"total"}, plain("0.0000000042")}, "usd")}}},
			`stats sum(ms) as total, total * 0.0000000042 as usd`, "total=47965, usd=0.0002015",
		},
		{
			"sums hide binary fractions, recorded: the same", seconds(`{"d":0.1}`, `{"d":0.2}`, `{"d":26579.3}`),
			[]command{stats{items: []item{as(agg("sum", "d"), "total"), as(agg("max", "d"), "hi")}}},
			`stats sum(d) as total, max(d) as hi`, "total=26579.6, hi=26579.3",
		},
		{
			"fields keep their text, recorded: a Quarkus proof of concept", seconds(`{"bytes":128000000,"n":3.10}`),
			[]command{fields{items: []item{as(binary{"/", binary{"/", named{"bytes"}, plain("1024")}, plain("1024")}, "mb"), {of: named{"bytes"}}, {of: named{"n"}}}}},
			`fields bytes / 1024 / 1024 as mb, bytes, n`, "mb=122.0703, bytes=128000000, n=3.10, @ptr=ptr0",
		},
		{
			"bins start again each hour, recorded: a cloud cost calculator",
			[]string{`2024-04-06T12:27:03Z {}`, `2024-04-06T12:52:10Z {}`, `2024-04-06T13:07:00Z {}`, `2024-04-06T13:26:00Z {}`},
			[]command{stats{items: []item{as(aggregate{name: "count"}, "n")}, by: []item{{of: bin{period: period{25, "m"}}}}}},
			`stats count(*) as n by bin(25m)`,
			"bin(25m)=2024-04-06 13:25:00.000, n=1\nbin(25m)=2024-04-06 13:00:00.000, n=1\nbin(25m)=2024-04-06 12:50:00.000, n=1\nbin(25m)=2024-04-06 12:25:00.000, n=1",
		},
		{
			"absent sums are left out, recorded: the first", seconds(`{"s":1}`),
			[]command{stats{items: []item{as(agg("avg", "x"), "a"), as(agg("sum", "x"), "b"), as(agg("count", "x"), "c"), as(aggregate{name: "pct", of: named{"x"}, param: "50"}, "p")}}},
			`stats avg(x) as a, sum(x) as b, count(x) as c, pct(x, 50) as p`, "c=0, p=0",
		},
		{
			"equal times stay as they came, recorded: rows of the API from Dec 2023",
			[]string{"2026-01-01T00:00:00Z END", "2026-01-01T00:00:00Z REPORT", "2026-01-01T00:00:01Z later"},
			[]command{fields{items: []item{{of: named{"@message"}}}}, sortBy{"sort", []sortKey{{"@timestamp", "desc"}}}, limit{"head", 2}},
			`fields @message | sort @timestamp desc | head 2`, "@message=later, @ptr=ptr2\n@message=END, @ptr=ptr0",
		},
		{
			"percentiles are values, recorded: an OpenTelemetry benchmark", seconds(`{"d":1229.106}`, `{"d":1239.175}`, `{"d":1239.702}`, `{"d":1254.003}`),
			[]command{stats{items: []item{
				as(agg("avg", "d"), "a"), as(aggregate{name: "pct", of: named{"d"}, param: "50"}, "p50"), as(aggregate{name: "pct", of: named{"d"}, param: "90"}, "p90"),
			}}},
			`stats avg(d) as a, pct(d, 50) as p50, pct(d, 90) as p90`, "a=1240.4965, p50=1239.175, p90=1254.003",
		},
		{
			"variance of the population: the usual example", seconds(`{"v":2}`, `{"v":4}`, `{"v":4}`, `{"v":4}`, `{"v":5}`, `{"v":5}`, `{"v":7}`, `{"v":9}`),
			[]command{stats{items: []item{as(agg("variance", "v"), "v2"), as(agg("stddev", "v"), "s"), as(agg("count_distinct", "v"), "d")}}},
			`stats variance(v) as v2, stddev(v) as s, count_distinct(v) as d`, "v2=4, s=2, d=5",
		},
		{
			"earliest and latest, CWL_QuerySyntax-Stats", []string{`2026-01-01T00:00:01Z {"s":"b"}`, `2026-01-01T00:00:00Z {"s":"a"}`, `2026-01-01T00:00:02Z {"s":"c"}`},
			[]command{stats{items: []item{as(agg("earliest", "s"), "e"), as(agg("latest", "s"), "l"), as(agg("earliest", "@timestamp"), "t")}}},
			`stats earliest(s) as e, latest(s) as l, earliest(@timestamp) as t`, "e=a, l=c, t=1767225600000",
		},
		{
			"true, false and nested keys, aws-powertools/powertools-lambda-dotnet issue 667", seconds(`{"m":{"t":true,"f":false}}`, `{"m.t":0}`),
			[]command{filter{"filter", binary{"and", binary{"=", named{"m.t"}, plain("1")}, binary{"=", named{"m.f"}, plain("0")}}}, fields{items: []item{{of: named{"m.t"}}, {of: named{"m.f"}}}}},
			`filter m.t = 1 and m.f = 0 | fields m.t, m.f`, "m.t=1, m.f=0, @ptr=ptr0",
		},
		{
			"long integers keep their digits", seconds(`{"id":9007199254740993}`, `{"id":9007199254740992}`),
			[]command{filter{"where", in{named{"id"}, []literal{plain("9007199254740993")}, false}}, fields{items: []item{{of: named{"id"}}}}},
			`where id in [9007199254740993] | fields id`, "id=9007199254740993, @ptr=ptr0",
		},
		{
			"glob, CWL_QuerySyntax-Parse", seconds(`user=ann, method:GET, latency := 40`, `user=bob, method:GET, latency := 60`, `nothing here`),
			[]command{parseGlob{"@message", "user=*, method:*, latency := *", []string{"@user", "@method", "@latency"}}, stats{items: []item{as(agg("avg", "@latency"), "ms")}, by: []item{{of: named{"@method"}}}}},
			`parse @message "user=*, method:*, latency := *" as @user, @method, @latency | stats avg(@latency) as ms by @method`, "@method=GET, ms=50\n",
		},
		{
			"every match is a row", seconds(`from 10.0.0.1 to 10.0.0.2`, `none`),
			[]command{parseRegex{"", regexp.MustCompile(`(?P<ip>\d+\.\d+\.\d+\.\d+)`), true}, fields{items: []item{{of: named{"ip"}}}}},
			`parse /(?<ip>\d+\.\d+\.\d+\.\d+)/ multi | fields ip`, "@ptr=ptr1\nip=10.0.0.1, @ptr=ptr0\nip=10.0.0.2, @ptr=ptr0",
		},
		{
			"the newest of each and all that have none, CWL_QuerySyntax-Dedup", seconds(`{"server":"a","i":1}`, `{"server":"a","i":2}`, `{"i":3}`, `{"i":4}`),
			[]command{fields{items: []item{{of: named{"server"}}, {of: named{"i"}}}}, dedup{[]string{"server"}}},
			`fields server, i | dedup server`, "i=4, @ptr=ptr3\ni=3, @ptr=ptr2\nserver=a, i=2, @ptr=ptr1",
		},
		{
			"a list to rows, CWL_QuerySyntax-Expand", seconds(`{"items":["apple","banana"],"host":"web-01"}`),
			[]command{expand{"items"}, fields{display: true, items: []item{{of: named{"items"}}, {of: named{"host"}}}}},
			`expand items | display items, host`, "items=apple, host=web-01, @ptr=ptr0\nitems=banana, host=web-01, @ptr=ptr0",
		},
		{
			"a parsed list to rows, CWL_QuerySyntax-Unnest", seconds(`{"events":[{"name":"exception"},{"name":"user action"}]}`),
			[]command{fields{items: []item{as(call{"jsonParse", []expression{named{"@message"}}}, "j")}}, unnest{"j", "events", "event"}, fields{display: true, items: []item{{of: named{"event.name"}}}}},
			`fields jsonParse(@message) as j | unnest j.events into event | display event.name`, "event.name=exception, @ptr=ptr0\nevent.name=user action, @ptr=ptr0",
		},
		{
			"traffic of bins, then over bins, CWL_QuerySyntax-Stats", []string{`2026-01-01T00:01:00Z {"n":10}`, `2026-01-01T00:02:00Z {"n":20}`, `2026-01-01T00:07:00Z {"n":5}`},
			[]command{
				stats{items: []item{as(agg("sum", "n"), "s")}, by: []item{{of: bin{period: period{5, "m"}}}}},
				stats{items: []item{as(agg("max", "s"), "peak"), as(agg("min", "s"), "low"), as(agg("avg", "s"), "mean")}},
			},
			`stats sum(n) as s by bin(5m) | stats max(s) as peak, min(s) as low, avg(s) as mean`, "peak=30, low=5, mean=17.5",
		},
		{
			"bins of bins, the same page", []string{`2026-01-01T00:01:00Z {"n":10}`, `2026-01-01T00:02:00Z {"n":20}`, `2026-01-01T00:07:00Z {"n":5}`},
			[]command{
				stats{items: []item{as(agg("sum", "n"), "s")}, by: []item{as(bin{period: period{5, "m"}}, "@t")}}, filter{"filter", binary{">", named{"s"}, plain("1")}},
				stats{items: []item{as(aggregate{name: "count"}, "bins")}, by: []item{{of: bin{period{10, "m"}, "dateceil", "@t"}}}},
			},
			`stats sum(n) as s by bin(5m) as @t | filter s > 1 | stats count(*) as bins by dateceil(@t, 10m)`,
			"dateceil(@t, 10m)=2026-01-01 00:10:00.000, bins=1\ndateceil(@t, 10m)=2026-01-01 00:00:00.000, bins=1",
		},
		{
			"without fields, and nothing holds of what is absent", seconds(`{"a":1}`, `plain`),
			[]command{filter{"filter", negation{binary{"!=", named{"a"}, plain("1")}}}},
			`filter not (a != 1)`, "@timestamp=2026-01-01 00:00:01.000, @message=plain, @ptr=ptr1\n@timestamp=2026-01-01 00:00:00.000, @message={\"a\":1}, @ptr=ptr0",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := made(t, test.events, test.commands...)
			if c.Query != test.query {
				t.Errorf("query\n%s\nwant\n%s", c.Query, test.query)
			}
			if got := printed(c.Rows()); !sameRows(got, test.want) {
				t.Errorf("rows\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// sameRows leaves out an empty row, which is the group of what parse did not match.
func sameRows(got, want string) bool {
	return strings.TrimSpace(got) == strings.TrimSpace(want)
}
