package syntax_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// printedCommands has an example of every form of every command but those whose tests
// are elsewhere: as it is printed, with its columns.
var printedCommands = []printed{
	{"filterIndex a = 1", "", "@timestamp @message @ptr"},
	{"FILTERINDEX a in ['x', \"y\"]", `filterIndex a in ["x", "y"]`, ""},

	{"parse @message \"user=*, method:*\" as @user, @method", "", "@timestamp @message @user @method @ptr"},
	{"fields a | parse 'a*' as b", "fields a | parse \"a*\" as b", "a b @ptr"},
	{"fields b, c | parse 'a* *' as b, d", "fields b, c | parse \"a* *\" as b, d", "b c d @ptr"},
	{"parse '[*] *' a, b", "parse \"[*] *\" as a, b", "@timestamp @message a b @ptr"},
	{"parse 'a' as b", "parse \"a\" as b", "@timestamp @message b @ptr"},
	{"parse 'a*' as b | fields c", "parse \"a*\" as b | fields c", "c b @ptr"},
	{"parse 'a*' as b | display c", "parse \"a*\" as b | display c", "c @ptr"},
	{"parse @message /(?<a>x) (y) (?P<b>z)/", "", "@timestamp @message a b @ptr"},
	{"parse f /(?<a>x)/ multi", "", "@timestamp @message a @ptr"},
	{"parse f /(?<a>x)/ AS a", "parse f /(?<a>x)/", ""},
	{"parse f /(?<a>x)(y)/ as b", "", "@timestamp @message b @ptr"},
	{"parse f /(x)(?<a>y)/ as b, c", "", "@timestamp @message b c @ptr"},
	{"parse f /(?<a>x)(?!y)/", "", ""},
	{"parse logfmt as lf", "", "@timestamp @message lf @ptr"},
	{"parse logfmt LOGFMT as lf", "parse logfmt logfmt as lf", ""},
	{"parse logfmt \"a*\" as lf", "", ""},
	{"parse csv csv as a", "", ""},
	{"parse @message CSV as a, b", "parse @message csv as a, b", "@timestamp @message a b @ptr"},
	{"parse xml '/a/b' as c", "parse XML \"/a/b\" as c", ""},
	{"parse xml '<a>*</a>' as c", "parse xml \"<a>*</a>\" as c", ""},
	{"parse f XML '/a/b' as c", "parse f XML \"/a/b\" as c", "@timestamp @message c @ptr"},

	{"json field=a.b 'c.d' as e, 'f' as g", "json field=a.b \"c.d\" as e, \"f\" as g", "@timestamp @message e g @ptr"},
	{"json 'c' as e", "json \"c\" as e", ""},

	{"stats count(*) by bin(5m) offset 1hour", "stats count(*) by bin(5m) offset 1h", "bin(5m) count(*)"},
	{"stats count(*) as n by a, b | filter n > 1 | stats max(n), min(n) as l by a", "", "a max(n) l"},
	{"stats max(`a b`) as m by `c d` | stats max(`c d`) as x | limit 1", "", "x"},
	{"stats sum(Fault) by Operation | stats max(`sum(Fault)`) as m", "", "m"},

	{"order by a desc, b", "sort a desc, b", "@timestamp @message @ptr"},
	{"sort a-b, -c desc", "sort a - b, -c desc", ""},
	{"head 5", "limit 5", ""},
	{"Limit ANY 5", "limit any 5", ""},
	{"tail 5", "", "@timestamp @message @ptr"},
	{"dedup a, b.c | limit 1", "", "@timestamp @message @ptr"},

	{"fields jsonish as j | unnest j.list into x", "", "j x @ptr"},
	{"fields a | UNNEST a", "fields a | unnest a", "a @ptr"},
	{"unnest a", "", "@timestamp @message a @ptr"},
	{"fields a | expand a.b", "", "a a.b @ptr"},

	{"pattern @message", "", "@pattern @ratio @sampleCount @severityLabel"},
	{"pattern a | display @pattern", "", "@pattern"},
	{"pattern a | DIFF PREVIOUSDAY", "pattern a | diff previousDay", "@pattern @ratio @sampleCount @severityLabel @diffEventCount @differenceDescription"},
	{"pattern a | diff previousWeek", "", ""},
	{"pattern a | diff previousMonth", "", ""},
	{"pattern a | diff | anomaly", "", "@pattern @ratio @sampleCount @severityLabel @diffEventCount @differenceDescription …"},
	{"pattern @message | filter @ratio > 1 | anomaly | sort @timestamp desc", "", ""},

	{"lookup users id OUTPUT name, mail", "", "@timestamp @message name mail @ptr"},
	{"fields name, x | lookup users id as userId, r OUTPUTNEW name, mail as m", "", "name x m @ptr"},
	{"cidrlookup nets srcAddr outputnew region as r", "cidrlookup nets srcAddr OUTPUTNEW region as r", "@timestamp @message r @ptr"},
	{"cidrlookup nets srcAddr AS range OUTPUT region", "cidrlookup nets srcAddr as range OUTPUT region", ""},
	{"cidrlookup nets a AS a OUTPUT b", "cidrlookup nets a as a OUTPUT b", ""},

	{"join type=left left=a right=b where a.id=b.x.y (SOURCE 'g')", "join type=left left=a right=b where a.id = b.x.y (SOURCE \"g\")", "@timestamp @message b.@timestamp b.@message @ptr …"},
	{"join right=b left=a where b.id=a.x (limit 1 | fields c) | fields a.x, b.c", "join type=inner left=a right=b where a.x = b.id (limit 1 | fields c) | fields a.x, b.c", "a.x b.c @ptr"},
	{"stats count(*) as n by id | join left=a right=b where a.id=b.id (SOURCE 'g') | filter b.x > a.n",
		"stats count(*) as n by id | join type=inner left=a right=b where a.id = b.id (SOURCE \"g\") | filter b.x > a.n", ""},

	{"SOURCE 'a' | source \"b\" | limit 1", "SOURCE \"a\" | SOURCE \"b\" | limit 1", ""},
	{"SOURCE lg start=-1d end=now", "SOURCE \"lg\" start=-1d end=now", "@timestamp @message @ptr"},
	{"SOURCE 'lg' START=-3600s end='2026-01-01T00:00:00Z'", "SOURCE \"lg\" start=-3600s end=\"2026-01-01T00:00:00Z\"", ""},
	{"SOURCE logGroups()", "", ""},
	{"SOURCE logGroups(class: ['STANDARD'], namePrefix:['a','b'], accountIdentifier: ['1'])",
		"SOURCE logGroups(accountIdentifier: [\"1\"], namePrefix: [\"a\", \"b\"], class: [\"STANDARD\"])", ""},
	{"SOURCE dataSource(['a.b']) logGroups(namePrefix: ['c']) end=1729728215", "SOURCE logGroups(namePrefix: [\"c\"]) dataSource([\"a.b\"]) end=1729728215", ""},
	{"SOURCE logGroupTags([{\"key\":\"a\", \"values\":[\"b*\",'!c']}, {'values':['x'],'key':'d'}, {'key':'e'}])",
		"SOURCE logGroupTags([{\"key\": \"a\", \"values\": [\"b*\", \"!c\"]}, {\"key\": \"d\", \"values\": [\"x\"]}, {\"key\": \"e\"}])", ""},

	{"fields a, b | addtotals", "", "a b Total @ptr"},
	{"fields a | addtotals col=true row=true fieldname=Sum a, b", "fields a | addtotals fieldname=Sum col=true a, b", "a Sum @ptr"},
	{"stats sum(x) as s by y | addtotals row=false", "", "y s"},
	{"fields a | accum a AS b", "fields a | accum a as b", "a b @ptr"},
	{"fields a | accum a", "", "a @ptr"},
	{"fields a | autoregress a", "fields a | autoregress a p=1", "a a_p1 @ptr"},
	{"fields a | autoregress a as b p=2", "", "a b @ptr"},
	{"fields a | autoregress a p=2-4", "", "a a_p2 a_p3 a_p4 @ptr"},
	{"fields a | autoregress a as b p=1-2", "", "a b_p1 b_p2 @ptr"},
	{"filldown", "", "@timestamp @message @ptr"},
	{"filldown host cpu* *_x a*`b c` *", "", ""},
	{"stats avg(l) as a by bin(1m) | fillmissing", "", "bin(1m) a"},
	{"stats avg(l) as a, max(l) as m by bin(1m) | fillmissing WITH 0 FOR a, -1 for m, 'x' for a", "stats avg(l) as a, max(l) as m by bin(1m) | fillmissing with 0 for a, -1 for m, \"x\" for a", ""},
	{"outlier cpu memory", "", "@timestamp @message @ptr"},
	{"fields cpu | outlier mark=true action=remove uselower=true param=3.0 cpu", "fields cpu | outlier action=remove param=3.0 uselower=true mark=true cpu", "cpu @ptr …"},
	{"outlier action=transform mark=false cpu", "outlier cpu", ""},
	{"stats count(*) as n by a | appendcols max=5 override=true (SOURCE lg | stats avg(l) as m by a)",
		"stats count(*) as n by a | appendcols override=true max=5 (SOURCE \"lg\" | stats avg(l) as m by a)", "a n m"},
	{"fields a | appendcols (pattern a | anomaly)", "", "a @pattern @ratio @sampleCount @severityLabel @ptr …"},
	{"fields u, d | sessionize u, d maxspan 1h as s", "", "u d s @ptr"},
	{"sessionize u", "", "@timestamp @message session_id @ptr"},
	{"count_frequent a, b", "countFrequent a, b", "a b _approxcount"},
	{"relevantfields where Time > 400", "", "@fieldName @relevanceScore @topRelevanceContributors @conditionalMedian @baselineMedian"},
	{"relevantfields a, b where c = 1", "", ""},
	{"logcompare timeshift 7d", "", "…"},
	{"fields a | estimate", "", "estimatedBytes"},
	{"search /a|b/", "", "@timestamp @message @ptr"},
	{"search \"x\"", "", ""},
}

// TestCommands holds that the table has every command of AWS's page, and that each has an
// example that is parsed and printed.
func TestCommands(t *testing.T) {
	t.Parallel()
	const page = `addtotals anomaly display fields filter filterIndex SOURCE pattern diff parse relevantfields
		expand sort stats limit dedup unnest lookup join autoregress logcompare filldown fillmissing cidrlookup
		outlier accum appendcols sessionize countFrequent where estimate json`
	for name := range strings.FieldsSeq(page) {
		if _, ok := syntax.LookupCommand(name); !ok {
			t.Errorf("no command %s", name)
		}
	}
	seen := map[string]bool{}
	for _, tests := range [][]printed{printedCommands, printedColumns, printedCalls} {
		for _, test := range tests {
			q, err := syntax.Parse(test.query)
			if err != nil {
				continue // as TestQuery_String reports
			}
			for _, c := range q.Commands {
				seen[c.Keyword()] = true
			}
		}
	}
	for _, d := range syntax.Commands() {
		if !seen[d.Name] {
			t.Errorf("no example of %s", d.Name)
		}
		if !strings.HasPrefix(d.Form, d.Name) || d.Summary == "" {
			t.Errorf("%s: form %q, summary %q", d.Name, d.Form, d.Summary)
		}
	}
	if n := len(syntax.Commands()); n < 30 {
		t.Errorf("%d commands, want at least 30", n)
	}
}

func TestLookupCommand(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"fields": "fields", "WHERE": "filter", "Order": "sort", "head": "limit", "source": "SOURCE", "count_Frequent": "countFrequent", "unmask": "",
	} {
		got := ""
		if d, ok := syntax.LookupCommand(name); ok {
			got = d.Name
		}
		if got != want {
			t.Errorf("LookupCommand(%s) = %q, want %q", name, got, want)
		}
	}
}
