package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// printed is a query, and its source as it is printed.
type printed struct{ query, want string }

var printedFields = []printed{
	{"FIELDS @timestamp , @message\n| SORT BY @timestamp DESC, a ASC # newest\n| LIMIT 20",
		"fields @timestamp, @message | sort @timestamp desc, a | limit 20"},
	{"display a, b as c", "display a, b as c"},
	{"fields items[0].id, items.0.id, a.`b c`.d", "fields items.0.id, items.0.id, `a.b c.d`"},
	{"fields @`aws.tag:x`, @@level, `detail-type`, _x1", "fields @`aws.tag:x`, @@level, `detail-type`, _x1"},
	{"filter count = 1 and max > time or message like \"x\"", `filter count = 1 and max > time or message like "x"`},
	{"sort desc desc, `by`", "sort desc desc, `by`"},
	{"fields a as count, b as in, c as @t, `true` as false", "fields a as count, b as `in`, c as @t, `true` as `false`"},
}

var printedOperators = []printed{
	{"where a == 1", "filter a = 1"},
	{"filter a or b and not c = 1 + 2 * 3 ^ 4", "filter a or b and not c = 1 + 2 * 3 ^ 4"},
	{"filter ((a or b) and (not (c)))", "filter (a or b) and not c"},
	{"filter not (a and b)", "filter not (a and b)"},
	{"filter !ispresent(a) and b = 1", "filter not ispresent(a) and b = 1"},
	{"filter (a - b) - c = a - (b - c)", "filter a - b - c = a - (b - c)"},
	{"filter 2 ^ 3 ^ 4 = (2 ^ 3) ^ 4", "filter 2 ^ 3 ^ 4 = (2 ^ 3) ^ 4"},
	{"filter -a ^ 2 = -(a ^ 2)", "filter -a ^ 2 = -(a ^ 2)"},
	{"filter (a = 1) = (b = 1)", "filter (a = 1) = (b = 1)"},
	{"filter - - 1 % 2 < .5", "filter --1 % 2 < .5"},
	{"filter a/b/c > 1e-3", "filter a / b / c > 1e-3"},
}

var printedMatches = []printed{
	{`filter a not like 'it\'s "x"' and b like "\d\\"`, `filter a not like "it's \"x\"" and b like "\\d\\"`},
	{`filter a =~ /x\/[|#"]/ or a NOT LIKE /(?i)b/`, `filter a like /x\/[|#"]/ or a not like /(?i)b/`},
	{"filter (a + 1) in[1,-2,'x'] and b not in [\"y\"]", `filter a + 1 in [1, -2, "x"] and b not in ["y"]`},
	{"filter (a in [1]) in [1]", "filter (a in [1]) in [1]"},
}

// In stats an expression without an alias is kept as written: it is the name of
// its column.
var printedCalls = []printed{
	{"filter (is_group=1) | stats count(*) as calls", "filter is_group = 1 | stats count(*) as calls"},
	{"stats  COUNT( * ),sum( a )/2  by  BIN (5m) , a+b as c", "stats COUNT( * ), sum( a )/2 by BIN (5m), a + b as c"},
	{"stats max(a) as x, min(b) as y, x - y as d by bin(@timestamp, 90secs)", "stats max(a) as x, min(b) as y, x - y as d by bin(@timestamp, 90secs)"},
	{"stats sum(status >= 500) as bad, count() by bin(1DAY) as d", "stats sum(status >= 500) as bad, count() by bin(1d) as d"},
	{"stats sum(a) # total\n / 2", "stats sum(a) / 2"},
}

func checkPrinted(t *testing.T, tests []printed) {
	t.Helper()
	for _, test := range tests {
		q := parse(t, test.query)
		if diff := cmp.Diff(test.want, source(q)); diff != "" {
			t.Errorf("Parse(%q) prints (-want +got)\n%s", test.query, diff)
		}
		checkRoundTrip(t, q)
	}
}

func TestField_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedFields)
}

func TestUnary_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedOperators)
}

func TestBinary_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedOperators)
}

func TestLike_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedMatches)
}

func TestIn_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedMatches)
}

func TestCall_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedCalls)
}

func TestPeriod_String(t *testing.T) {
	t.Parallel()
	checkPrinted(t, printedCalls)
}

func TestNumber_String(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0", "007", "1.50", ".5", "1e-3", "12345678901234567890"} {
		if got := condition(t, text).String(); got != text {
			t.Errorf("the number %s prints as %s", text, got)
		}
	}
}

func TestText_String(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{`'x'`: `"x"`, `"\\"`: `"\\"`, `"\d"`: `"\\d"`, `'"'`: `"\""`, "'a\tb'": "\"a\tb\""} {
		if got := condition(t, text).String(); got != want {
			t.Errorf("the string %s prints as %s, want %s", text, got, want)
		}
	}
}
