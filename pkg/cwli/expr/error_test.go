package expr_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/golden"
)

// badExpressions are shown with their errors in testdata/errors.golden.
var badExpressions = []string{
	"",
	"  # nothing but a comment",
	"a =",
	"(a = 1",
	"a = 1)",
	"a = = 1",
	"a = 1 and",
	"a < b < c",
	"a = 1 b = 2",
	"1 + not a",
	"a not b",
	"and = 1",
	"a like",
	"a like /[/",
	"a like /x",
	"a like /x/i",
	"a like /x{3,2}/",
	"a like /x{20000}/",
	"a like /" + strings.Repeat("a{1000}", 11) + "/",
	"a =~ b",
	"a in b",
	"a in null",
	"a in -'x'",
	"a in [null]",
	"a in []",
	"a in [b]",
	"a in [1 2]",
	"a in [-\"x\"]",
	"a in (fields a)",
	"a = 5xx",
	"a = 1e999",
	// lexemes
	"a = \"x",
	"a = “x”",
	"a = http://example.com/",
	"`a = 1",
	"`` = 1",
	"@ = 1",
	"a && b",
	"a = 1 || b = 1",
	"a = \"" + strings.Repeat("ä", 150) + "\" and and b = \"" + strings.Repeat("ö", 150) + "\"",
	"a = \"" + strings.Repeat("x", 150),
	"a = {{level}}",
	"a like \"{{ level }}\"",
	"$saved",
	"a // the last",
	"ä",
	"a\u00a0= 1",
	"a =\u20031",
	"\ufeffa = 1",
	"a.",
	"jsonParse(a).",
	"jsonParse(a)[b]",
	// functions
	"ispresnt(a)",
	"frobnicate(a)",
	"toUper(a)",
	"a +\n\tfrom(c)",
	"ispresent()",
	"ispresent(a, b)",
	"sum(*)",
	"count(a, b)",
	"count(*",
	"now(1)",
	"if(a, b)",
	"case(a)",
	"case(a, 1, b, 2, c, 3, d, 4, e, 5, f, 6, g, 7, h, 8, i, 9, j, 10, k, 11)",
	"substr(a)",
	"concat(a, 5m)",
	"bin()",
	"bin(5)",
	"bin(0m)",
	"bin(1h, 1h)",
	"bin(a, b, 1h)",
	"datefloor(a)",
	"datefloor(a, 'h')",
	"rate(a, 5)",
	"pct(a, b)",
	"pct(a, 101)",
	"topk(0, a)",
	"topk(2.5, a)",
	"topk(10001, a)",
	"histogram(a, 0)",
	"histogram(a, b)",
	"isIpInSubnet(a, '10.0.0.0')",
	"isIpv4InSubnet(a, '2001:db8::/32')",
	"isIpv6InSubnet(a, '10.0.0.0/8')",
	"isIpInSubnet(a, '10.0.0.0/33')",
	"regexReplace(a, '[', 'b')",
	"regexReplace(a, b, 'c')",
	"regexReplace(a, 'a{1000}{1000}', 'c')",
	"parseDate(a, b)",
	"parseDate(a, 'HH:mm')",
	"parseDate(a, 'YYYY-ww')",
	"parseDate(a, 'yyyy-MM-ddTHH:mm')",
	"parseDate(a, 'yyyy-MM-dd hh:mm')",
	"parseDate(a, \"yyyy 'at\")",
	"parseDate(a, 'yyyy[-MM')",
	"parseDate(a, 'yyyy]')",
	"parseDate(a, '" + strings.Repeat("[", 11) + "yyyy" + strings.Repeat("]", 11) + "')",
	"parseDate(a, 'yyyyyyyyyy')",
	"parseDate(a, 'yyyy', 'Mars/Olympus')",
	"parseDate(a, 'yyyy', 'Local')",
	"parseDate(a, 'yyyy', '+19:00')",
	"formatDate(a, '%Q')",
	"formatDate(a, '100%')",
	"formatDate(a, '%Y', '')",
}

func TestFormat(t *testing.T) {
	t.Parallel()
	t.Run("every mistake", func(t *testing.T) {
		t.Parallel()
		checkMistakes(t)
	})
	t.Run("positions count characters", func(t *testing.T) {
		t.Parallel()
		const text = "a\nöx\r\ny"
		for offset, want := range map[int]string{0: "1:1", 1: "1:2", 2: "2:1", 4: "2:2", 7: "3:1", 99: "3:2"} {
			got, _, _ := strings.Cut(expr.Format(&expr.Error{Offset: offset, End: offset, Message: "m"}, text), ": m")
			if got != want {
				t.Errorf("the byte %d is at %s, want %s", offset, got, want)
			}
		}
	})
}

func checkMistakes(t *testing.T) {
	t.Helper()
	var b strings.Builder
	for _, text := range badExpressions {
		e := mistake(t, text)
		kind := "error\n"
		if e.Unsupported {
			kind = "unsupported\n"
		}
		b.WriteString("expression\n" + indent(text) + kind + indent(strings.TrimSuffix(expr.Format(e, text), "\n")) + "\n")
	}
	golden.Compare(t, "testdata/errors.golden", b.String())
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
}

func TestError_Error(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]expr.Error{
		"invalid x":         {Message: "invalid x"},
		"invalid x (try y)": {Message: "invalid x", Hint: "try y"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("Error = %q, want %q", got, want)
		}
	}
}
