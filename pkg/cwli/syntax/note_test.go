package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestQuery_Notes(t *testing.T) {
	t.Parallel()
	const sorted = "is not among the columns of `stats`: `sort` by it leaves the rows as they are"
	const readable = "is compared with a readable time, which AWS does not support (compare toMillis() of the time with milliseconds since 1970, or choose the window of the query)"
	const listed = "is listed before it is made: if the log has a field of that name, AWS may refuse it (\"Ephemeral field is already defined\") (choose another name, or list it after it is made)"
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
		// times
		"stats count(*) by datefloor(@timestamp + 9h, 1h)":                                  "1:42: " + shifted("9h", 32400000),
		"stats max(datefloor(1d + a - 1s, 1h)) as m, datefloor(m - 1m, 1h) as n":            "1:30: " + shifted("1s", 1000) + "; 1:21: " + shifted("1d", 86400000) + "; 1:59: " + shifted("1m", 60000),
		`filter @timestamp >= "2026-01-01 00:02:00.000"`:                                    "1:22: `@timestamp` " + readable,
		`filter "2026-01-01" = @ingestionTime`:                                              "1:8: `@ingestionTime` " + readable,
		`filter @timestamp != "x" or bin(1h) < 'y'`:                                         "1:22: `@timestamp` " + readable + "; 1:39: `bin(1h)` " + readable,
		`filter @timestamp in ["2026-01-01", 5]`:                                            "1:23: `@timestamp` " + readable,
		`filter @timestamp like "2026-01"`:                                                  "1:24: `@timestamp` " + readable,
		`stats count(*) as n by bin(1h) as t, @timestamp as u | filter t = "x" and n = "x"`: "1:67: `t` " + readable,
		`stats sum(@timestamp > "2026-01") as n`:                                            "1:24: `@timestamp` " + readable,
		`filter @timestamp > 5 and @timestamp < "1767225600000" and a > "2026-01-01"`:       "",
		`fields strlen(@message) as @timestamp | filter @timestamp = "x"`:                   "",
		`fields split(a, ",") as l | lookup t a OUTPUT b as l | dedup l`:                    "",
		`fields split(a, ",") as l | expand l`:                                              "1:36: `expand` leaves `l` as it is: `split` has made it (expand a JSON array)",
		// words that are values
		"filter a = true": "1:12: AWS documents no comparison with `true`: it is 1 here, as in JSON (write 1 or 0, or \"true\" or \"false\" for a text)",
		"fields if(a > 1, b, null) as x, strcontains(b, 'c', true) as y": "",
		"filter not a != null":            "1:12: `a != null` never holds: nothing is equal to `null` or differs from it (use ispresent())",
		"filter a in 'x'":                 "1:13: AWS documents `in` with a list only: `\"x\"` counts as a list of one (write it in [ ])",
		"filter a =~ 'x' and b like 'y'":  "",
		"filter a ~= 'x' or not b ~= /y/": "1:10: AWS documents no operator `~=`: it counts as `=~` (write `=~` or `like`); 1:26: AWS documents no operator `~=`: it counts as `=~` (write `=~` or `like`)",
		// globs
		`parse @message "[*] *" a, b | fields a + 1`: "1:24: AWS documents no names without `as`: `a` counts as if it were there (write `as` before it)",
		`parse "done" as @done | stats count(@done)`: "1:1: a pattern without * takes no part of the text: AWS documents no value of `@done` (write a * for each name, or count with like, as in sum(@message like \"done\"))",
		`parse "a" as b, c | limit 1`:                "1:1: a pattern without * takes no part of the text: AWS documents no value of `b` (write a * for each name, or count with like, as in sum(@message like \"done\"))",
		// names
		`fields b, c | parse "*" as b`:                                           "1:28: `b` " + listed,
		`display b | filter c = 1 | json 'a' as b`:                               "1:40: `b` " + listed,
		`fields b | stats count(*) as n by c as b`:                               "1:35: `b` " + listed,
		`fields b | stats max(c) as b`:                                           "1:18: `b` " + listed,
		`fields @timestamp, toMillis(@timestamp) as @timestamp`:                  "",
		`fields @timestamp | fields toMillis(@timestamp) as @timestamp`:          "",
		`fields b | stats count(*) as n by b | fields n`:                         "",
		`parse /(?<@ip>x)(?<a-b>y)/`:                                             "1:7: a group is named `a-b`: AWS documents no dot and no hyphen there, and may refuse it (write the name after `as`)",
		`parse /(?<a.b>x)/ as c`:                                                 "",
		`parse "*" as a.b | fields a.b + 1`:                                      "",
		`parse "* *" as x, y | fields x`:                                         "1:30: `x` is a column since `parse`: AWS may refuse it here as already defined (\"Ephemeral field is already defined\") (use `display`, or leave the name out)",
		`parse "* *" as x, y | display x, y`:                                     "",
		`parse "* *" as x, y | fields x + 1, y as z`:                             "",
		`parse "* *" as x, y | stats count(*) as n by x | fields x, n`:           "",
		`fields jsonParse(a) as j | fields j.b | unnest j | stats count(*) by j`: "",
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

func shifted(period string, ms int) string {
	return fmt.Sprintf("AWS documents no sum of a time and a period such as %s: users report odd times of it (write milliseconds: %d)", period, ms)
}

func TestQuery_Notes_bounded(t *testing.T) {
	t.Parallel()
	if n := len(parse(t, "stats count(*) | sort a"+strings.Repeat(", a", 50)).Notes); n != 10 {
		t.Errorf("%d notes, want 10", n)
	}
}
