package syntax_test

import "testing"

var printedColumns = []printed{
	{"FIELDS @timestamp , @message\n| SORT BY @timestamp DESC, a ASC # newest\n| LIMIT 20",
		"fields @timestamp, @message | sort @timestamp desc, a | limit 20", ""},
	{"display a, b as c", "", "a c @ptr"},
	{"fields a, b as c, # last\n | display c,", "fields a, b as c | display c", "c @ptr"},
	{"filter a in (fields a,)", "filter a in (fields a)", ""},
	{"fields items[0].id, items.0.id, a.`b c`.d", "fields items.0.id, items.0.id, `a.b c.d`", "items.0.id a.b c.d @ptr"},
	{"fields @`aws.tag:x`, @@level, `detail-type`, _x1", "", ""},
	{"filter count = 1 and max > time or message like \"x\"", "", ""},
	{"sort desc desc, `by`", "", ""},
	{"fields a as count, b as in, c as @t, `true` as `false`", "fields a as count, b as `in`, c as @t, `true` as `false`", ""},
}

var printedOperators = []printed{
	{"where a == 1", "filter a = 1", "@timestamp @message @ptr"},
	{"filter a or b and not c = 1 + 2 * 3 ^ 4", "", ""},
	{"filter ((a or b) and (not (c)))", "filter (a or b) and not c", ""},
	{"filter !ispresent(a) and b = 1", "filter not ispresent(a) and b = 1", ""},
	{"filter (a - b) - c = a - (b - c)", "filter a - b - c = a - (b - c)", ""},
	{"filter 2 ^ 3 ^ 4 = (2 ^ 3) ^ 4", "", ""},
	{"filter -a ^ 2 = -(a ^ 2)", "", ""},
	{"filter (a = 1) = (b = 1)", "", ""},
	{"filter - - 1 % 2 < .5", "filter --1 % 2 < .5", ""},
	{"filter a/b/c > 1e-3", "filter a / b / c > 1e-3", ""},
}

var printedMatches = []printed{
	{`filter a not like 'it\'s "x"' and b like "\d\\"`, `filter a not like "it's \"x\"" and b like "\\d\\"`, ""},
	{`filter a =~ /x\/[|#"]/ or a NOT LIKE /(?i)b/`, `filter a like /x\/[|#"]/ or a not like /(?i)b/`, ""},
	{`filter a =~ 'x' and b ~= "y" or c not ~= /z/ and (d ~= 'x') = 1`, `filter a like "x" and b like "y" or c not like /z/ and (d like "x") = 1`, ""},
	{"filter (a + 1) in[1,-2,'x'] and b not in [\"y\"]", `filter a + 1 in [1, -2, "x"] and b not in ["y"]`, ""},
	{"filter (a in [1]) in [1]", "", ""},
	{"filter a in'x' and b not in -1 and c in true", `filter a in "x" and b not in -1 and c in true`, ""},
	{"fields if(a = TRUE, b, Null) as c, false as d", "fields if(a = true, b, null) as c, false as d", ""},
	{"filter a like /^(?!START)/", "", ""},
	{"filter id in (SOURCE 'g' | stats count(*) as n by id | filter n > 3 | fields id) | limit 1",
		`filter id in (SOURCE "g" | stats count(*) as n by id | filter n > 3 | fields id) | limit 1`, ""},
}

// In stats an expression without an alias is kept as written: it is the name of
// its column.
var printedCalls = []printed{
	{"filter (is_group=1) | stats count(*) as calls", "filter is_group = 1 | stats count(*) as calls", "calls"},
	{"stats  COUNT( * ),sum( a )/2  by  BIN (5m) , a+b as c", "stats COUNT( * ), sum( a )/2 by BIN (5m), a + b as c", "BIN (5m) c COUNT( * ) sum( a )/2"},
	{"stats max(a) as x, min(b) as y, x - y as d by bin(@timestamp, 90secs)", "", "bin(@timestamp, 90secs) x y d"},
	{"stats sum(status >= 500) as bad, count() by bin(1DAY) as d", "stats sum(status >= 500) as bad, count() by bin(1d) as d", ""},
	{"stats count(*) group by bin (5m) | display bin(5m), bin (5m) as t", "stats count(*) by bin (5m) | display bin(5m), bin(5m) as t", "bin(5m) t"},
	{"stats count(*) as n by datefloor(@timestamp+9h,1d) as t, bin(1h + a - 5mins, 1h) as u", "stats count(*) as n by datefloor(@timestamp + 9h, 1d) as t, bin(1h + a - 5m, 1h) as u", ""},
	{"stats sum(a) # total\n / 2", "stats sum(a) / 2", ""},
}

func TestQuery_String(t *testing.T) {
	t.Parallel()
	for name, tests := range map[string][]printed{
		"columns": printedColumns, "operators": printedOperators, "matches": printedMatches,
		"calls": printedCalls, "commands": printedCommands,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkPrinted(t, tests)
		})
	}
}
