package probe

// operators are choices about the grammar of expressions and queries.
var operators = []Choice{
	{
		Name: "precedence", Question: "which operator binds more tightly",
		Choice: "`or`, `and`, `not`, comparisons, `+ -`, `* / %`, `^`, sign; `^` groups to the right; comparisons do not chain",
		Events: []string{`{"zero":0,"one":1,"two":2,"three":3}`},
		Queries: []Query{
			{Text: `filter one = 1 or one = 1 and zero = 1 | fields one`, Chosen: `{"one": "1"}`, Others: []Other{{NoRow, "from left to right"}}},
			{Text: `filter not two = 1 | fields two`, Chosen: `{"two": "2"}`, Others: []Other{{NoRow, "not before the comparison"}}},
			{Text: `fields two + three * two as x`, Chosen: `{"x": "8"}`, Others: []Other{{`{"x": "10"}`, "from left to right"}}},
			{Text: `fields two * three ^ two as x`, Chosen: `{"x": "18"}`, Others: []Other{{`{"x": "36"}`, "from left to right"}}},
			{Text: `fields two ^ three ^ two as x`, Chosen: `{"x": "512"}`, Others: []Other{{`{"x": "64"}`, "^ groups to the left"}}},
			{Text: `filter one < two < three | fields one`, Chosen: Refused, Others: []Other{{`{"one": "1"}`, "comparisons chain"}}},
		},
	},
	{
		Name: "sign-of-power", Question: "the sign of a power, as in `-2^2`", Choice: "belongs to the base: 4",
		Events:  []string{`{"two":2}`},
		Queries: []Query{{Text: `fields -2^2 as x`, Chosen: `{"x": "4"}`, Others: []Other{{`{"x": "-4"}`, "the sign belongs to the power"}}}},
	},
	{
		Name: "trailing-pipe", Question: "a `|` at the end of a query", Choice: "refused",
		Events:  []string{`{"a":1}`},
		Queries: []Query{{Text: `fields a |`, Chosen: Refused, Others: []Other{{`{"a": "1"}`, "it does nothing"}}}},
	},
	{
		Name: "trailing-comma", Question: "a comma after the last column of `fields` or `display`", Choice: "accepted",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `fields a, | limit 1`, Chosen: `{"a": "1"}`, Others: []Other{{Refused, "want one more column"}}},
			{Text: `display a, | limit 1`, Chosen: `{"a": "1"}`, Others: []Other{{Refused, "want one more column"}}},
		},
	},
	{
		Name: "names-without-as", Question: "names after the glob of `parse` without `as`", Choice: "as with it, with a note",
		Events:  []string{`[a] b`},
		Queries: []Query{{Text: `parse @message "[*] *" x, y | display x, y`, Chosen: `{"x": "a", "y": "b"}`, Others: []Other{{Refused, "it needs as"}}}},
	},
	{
		Name: "escapes", Question: "escapes in strings", Choice: "`\\\\`, `\\\"` and `\\'`; any other backslash stands for itself",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `fields strlen("a\nb") as x`, Chosen: `{"x": "4"}`, Others: []Other{{`{"x": "3"}`, "it is a line end, or the backslash is dropped"}}},
			{Text: `fields strlen("a\\b") as x`, Chosen: `{"x": "3"}`, Others: []Other{{`{"x": "4"}`, "both backslashes stand for themselves"}}},
			{Text: `fields strlen("a\"b") as x`, Chosen: `{"x": "3"}`, Others: []Other{{`{"x": "4"}`, "the backslash stands for itself"}}},
			{Text: `fields strlen('a\'b') as x`, Chosen: `{"x": "3"}`, Others: []Other{{`{"x": "4"}`, "the backslash stands for itself"}}},
		},
	},
}
