package syntax_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestQuery_Notes(t *testing.T) {
	t.Parallel()
	const sorted = "is not among the columns of `stats`: `sort` by it leaves the rows as they are"
	for query, want := range map[string]string{
		"stats count(*) as n by command | sort n, command": "",
		"sort a | sort b": "",
		"stats count(*) by n%3 | sort n%3 desc, n % 3":                       "",
		"stats count(*) by n%3 as k, m | sort n%3 | sort n%3 + m":            "1:49: `n` " + sorted + " (want one of count(*), k, m)",
		"stats count(*) as n by command | sort comand":                       "1:39: `comand` " + sorted + " (did you mean `command`?)",
		"stats count(*) as n by command | sort n + @timestamp":               "1:43: `@timestamp` " + sorted + " (want one of command, n)",
		"filter a.b-c = 1 and a - b > 1":                                     "1:8: `a.b-c` is a difference of two fields (write a name with a hyphen in `backticks`)",
		"stats count(*) by bin(60s), bin(24h), bin(3q), bin(2mo), bin(400d)": "",
		"stats count(*) by bin(300s) | limit 1":                              "1:23: the period 300s counts as the longest in its unit (write it in a larger unit)",
		"filter x in (stats count(*) by bin(25h))":                           "1:36: the period 25h counts as the longest in its unit (write it in a larger unit)",
	} {
		var got []string
		for _, note := range parse(t, query).Notes {
			place, _, _ := strings.Cut(expr.Format(note, query), " ")
			got = append(got, place+" "+note.Error())
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q has the notes %q, want %q", query, got, want)
		}
	}
}

func TestQuery_Notes_bounded(t *testing.T) {
	t.Parallel()
	if n := len(parse(t, "stats count(*) | sort a"+strings.Repeat(", a", 50)).Notes); n != 10 {
		t.Errorf("%d notes, want 10", n)
	}
}
