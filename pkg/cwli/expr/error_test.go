package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/golden"
)

// badQueries are shown with their errors in testdata/errors.golden.
var badQueries = []string{
	// commands
	"",
	"  # nothing but a comment",
	"| filter a = 1",
	"fields a |",
	"fields a || limit 1",
	"fields a limit 5",
	"filtr (is_group=1) | stats count(*) as calls",
	"fields a\n| srot a",
	"is_group=1",
	"`fields` a",
	"42",
	"fields a | dedpu a",
	"level like /x/",
	"parse @message \"* *\" as a, b",
	"fields a | DEDUP a",
	"filter @message like /x/ | pattern @message",
	"SOURCE logGroups(namePrefix: ['x']) | fields a",
	"fields a | head 10",
	"stats count(*) as c by a | stats max(c)",
	"sort a | stats count(*)",
	"limit 5 | filter a = 1",
	"limit 5 | sort a",
	"sort a | sort b",
	// limit
	"limit",
	"limit 0",
	"limit 100001",
	"limit 1.5",
	"limit any 10",
	// expressions
	"filter",
	"filter a =",
	"filter (a = 1",
	"filter a = 1)",
	"filter a = = 1",
	"filter a = 1 and",
	"filter a < b < c",
	"filter a = 1 b = 2",
	"filter 1 + not a",
	"filter a not b",
	"filter and = 1",
	"filter a like b",
	"filter a like /[/",
	"filter a like /x",
	"filter a =~ \"x\"",
	"filter a in 1",
	"filter a in []",
	"filter a in [b]",
	"filter a in [1 2]",
	"filter a in [-\"x\"]",
	"filter a in (SOURCE 'g' | fields a)",
	"filter is_group = true",
	"filter a != NULL",
	"filter a = 5m",
	"filter a = 5xx",
	"filter a = 1e999",
	// lexemes
	"filter a = \"x",
	"filter a = “x”",
	"filter a = http://example.com/",
	"filter `a = 1",
	"filter `` = 1",
	"filter @ = 1",
	"filter a && b",
	"filter a = 1 || b = 1",
	"filter a = \"" + strings.Repeat("ä", 150) + "\" and and b = \"" + strings.Repeat("ö", 150) + "\"",
	"filter a = \"" + strings.Repeat("x", 150),
	"filter a = {{level}}",
	"filter a like \"{{ level }}\"",
	"$saved",
	"fields a // the last",
	"fields ä",
	"fields a.",
	// names
	"fields a as",
	"fields a as 'x'",
	"fields a as b, c as b",
	"stats sum(x) as x",
	"stats count(*) as a by a",
	"fields a + 1 as a",
	"filter a > 1 | fields b as a",
	"stats max(c) by a as b, b + 1 as a",
	// functions
	"fields ispresnt(a)",
	"fields frobnicate(a)",
	"fields toUper(a)",
	"fields toupper(a)",
	"stats PCT(a, 95)",
	"stats count_distinct(a)",
	"fields ispresent()",
	"fields ispresent(a, b)",
	"stats sum(*)",
	"stats count(a, b)",
	"stats count(*",
	// stats
	"stats",
	"stats a",
	"stats sum(a) + b",
	"stats max(sum(a))",
	"stats max(a) as m, sum(m)",
	"stats bin(1h), count(*)",
	"stats sum(k) by a + 1 as k",
	"stats count(*) by count(*)",
	"stats count(*) by",
	"filter count(*) > 1",
	"stats count(*) by a offset 1d",
	"stats count(*) as c by a | display b",
	"stats count(*) as c by a | filter c > 1 and b = 2",
	"stats count(*) by bin(1h) | fields bin(1h)",
	"stats count(*) as n | filter bin(1h) > n",
	"stats count(*) by bin(1h) | sort bin(5m)",
	"stats count(*) as n by command | sort comand",
	"stats count(*) as n by command | sort m",
	"stats count(*) as n by command | sort n + @timestamp",
	"stats count(*) as n by command | fields n * 2 as twice | sort twice, @timestamp, once",
	// bin
	"stats count(*) by bin()",
	"stats count(*) by bin(5)",
	"stats count(*) by bin(1w)",
	"stats count(*) by bin(0m)",
	"stats count(*) by bin(created, 1h)",
	"stats count(*) by bin(1h, 1h)",
	"fields a,\n\tb,\n\tfrom(c)",
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
			got, _, _ := strings.Cut(syntax.Format(&syntax.Error{Offset: offset, End: offset, Message: "m"}, text), ": m")
			if got != want {
				t.Errorf("the byte %d is at %s, want %s", offset, got, want)
			}
		}
	})
}

func checkMistakes(t *testing.T) {
	t.Helper()
	var b strings.Builder
	for _, query := range badQueries {
		b.WriteString("query\n" + indent(query))
		b.WriteString(shown(t, query) + "\n")
	}
	golden.Compare(t, "testdata/errors.golden", b.String())
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
}

func shown(t *testing.T, query string) string {
	t.Helper()
	_, err := syntax.Parse(query)
	e, ok := errors.AsType[*syntax.Error](err)
	if !ok {
		t.Errorf("Parse(%q) = %v, want a *syntax.Error", query, err)
		return ""
	}
	kind := "error\n"
	if e.Unsupported {
		kind = "unsupported\n"
	}
	return kind + indent(strings.TrimSuffix(syntax.Format(e, query), "\n"))
}

func TestError_Error(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]syntax.Error{
		"invalid x":         {Message: "invalid x"},
		"invalid x (try y)": {Message: "invalid x", Hint: "try y"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("Error = %q, want %q", got, want)
		}
	}
}
