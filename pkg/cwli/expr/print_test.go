package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// printed is an expression, and its source as it is printed.
type printed struct{ text, want string }

var printedNames = []printed{
	{"items[0].id", "items.0.id"},
	{"a.`b c`.d", "`a.b c.d`"},
	{"@`aws.tag:x`", "@`aws.tag:x`"},
	{"@@level", "@@level"},
	{"`@`", "`@`"},
	{"`@@`", "@`@`"},
	{"`detail-type`", "`detail-type`"},
	{"_x1", "_x1"},
	{"`by`", "`by`"},
	{"`true`", "`true`"},
	{"count = 1 and max > time or message like \"x\"", `count = 1 and max > time or message like "x"`},
}

var printedOperators = []printed{
	{"a == 1", "a = 1"},
	{"a or b and not c = 1 + 2 * 3 ^ 4", "a or b and not c = 1 + 2 * 3 ^ 4"},
	{"((a or b) and (not (c)))", "(a or b) and not c"},
	{"not (a and b)", "not (a and b)"},
	{"!ispresent(a) and b = 1", "not ispresent(a) and b = 1"},
	{"(a - b) - c = a - (b - c)", "a - b - c = a - (b - c)"},
	{"2 ^ 3 ^ 4 = (2 ^ 3) ^ 4", "2 ^ 3 ^ 4 = (2 ^ 3) ^ 4"},
	{"-a ^ 2 = -(a ^ 2)", "-a ^ 2 = -(a ^ 2)"},
	{"(a = 1) = (b = 1)", "(a = 1) = (b = 1)"},
	{"- - 1 % 2 < .5", "--1 % 2 < .5"},
	{"a/b/c > 1e-3", "a / b / c > 1e-3"},
}

var printedMatches = []printed{
	{`a not like 'it\'s "x"' and b like "\d\\"`, `a not like "it's \"x\"" and b like "\\d\\"`},
	{`a =~ /x\/[|#"]/ or a NOT LIKE /(?i)b/`, `a like /x\/[|#"]/ or a not like /(?i)b/`},
	{"a like concat(b, 'x')", `a like concat(b, "x")`},
	{"(a + 1) in[1,-2,'x'] and b not in [\"y\"]", `a + 1 in [1, -2, "x"] and b not in ["y"]`},
	{"(a in [1]) in [1]", "(a in [1]) in [1]"},
	{"a in 'x'", `a in "x"`},
	{"a not in -1 or b in [True]", "a not in -1 or b in [true]"},
}

var printedCalls = []printed{
	{"COUNT( * )/sum( a )", "count(*) / sum(a)"},
	{"count()", "count()"},
	{"BIN (5m)", "bin(5m)"},
	{"bin(@timestamp, 90secs)", "bin(@timestamp, 90s)"},
	{"bin(1DAY)", "bin(1d)"},
	{"sum(status >= 500)", "sum(status >= 500)"},
	{"STRFTIME(t, '%Y')", `formatDate(t, "%Y")`},
	{"percentile(a, 99.9)", "pct(a, 99.9)"},
	{"strcontains(a, 'b', TRUE)", `strcontains(a, "b", true)`},
	{"strcontains(a, 'b', false)", `strcontains(a, "b", false)`},
	{"if(a = TRUE, b, Null) != false", "if(a = true, b, null) != false"},
	{"strcontains(a, 'b', `true`)", "strcontains(a, \"b\", `true`)"},
	{"jsonParse(a)[0].b.`c d`", "jsonParse(a)[0].b.`c d`"},
	{"-jsonParse(a).b", "-jsonParse(a).b"},
}

func checkPrinted(t *testing.T, tests []printed) {
	t.Helper()
	for _, test := range tests {
		x := parse(t, test.text)
		if diff := cmp.Diff(test.want, x.String()); diff != "" {
			t.Errorf("Parse(%q) prints (-want +got)\n%s", test.text, diff)
		}
		checkRoundTrip(t, x)
	}
}

func TestField_String(t *testing.T)  { t.Parallel(); checkPrinted(t, printedNames) }
func TestUnary_String(t *testing.T)  { t.Parallel(); checkPrinted(t, printedOperators) }
func TestBinary_String(t *testing.T) { t.Parallel(); checkPrinted(t, printedOperators) }
func TestLike_String(t *testing.T)   { t.Parallel(); checkPrinted(t, printedMatches) }
func TestRegex_String(t *testing.T)  { t.Parallel(); checkPrinted(t, printedMatches) }
func TestIn_String(t *testing.T)     { t.Parallel(); checkPrinted(t, printedMatches) }
func TestCall_String(t *testing.T)   { t.Parallel(); checkPrinted(t, printedCalls) }
func TestPeriod_String(t *testing.T) { t.Parallel(); checkPrinted(t, printedCalls) }
func TestTruth_String(t *testing.T)  { t.Parallel(); checkPrinted(t, printedCalls) }
func TestNull_String(t *testing.T)   { t.Parallel(); checkPrinted(t, printedCalls) }
func TestAccess_String(t *testing.T) { t.Parallel(); checkPrinted(t, printedCalls) }

func TestNumber_String(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0", "007", "1.50", ".5", "1e-3", "12345678901234567890"} {
		if got := parse(t, text).String(); got != text {
			t.Errorf("the number %s prints as %s", text, got)
		}
	}
}

func TestText_String(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{`'x'`: `"x"`, `"\\"`: `"\\"`, `"\d"`: `"\\d"`, `'"'`: `"\""`, "'a\tb'": "\"a\tb\""} {
		if got := parse(t, text).String(); got != want {
			t.Errorf("the string %s prints as %s, want %s", text, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{`a`: `"a"`, `say "a"`: `"say \"a\""`, `\d`: `"\\d"`} {
		if got := expr.Quote(s); got != want {
			t.Errorf("Quote(%s) = %s, want %s", s, got, want)
		}
	}
}

func TestQuoteName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a.b_1": "a.b_1", "@t": "@t", "a b": "`a b`", "null": "`null`", "and": "`and`", "@a b": "@`a b`", "1a": "`1a`", "a.": "`a.`", "count": "count",
	} {
		if got := expr.QuoteName(name); got != want {
			t.Errorf("QuoteName(%s) = %s, want %s", name, got, want)
		}
	}
}
