package probe

// texts are choices about what parse finds in a text.
var texts = []Choice{
	{
		Name: "glob", Question: "what a `*` of `parse` matches", Choice: "as few characters as possible, line ends too",
		Events: []string{"u=1 v=2 v=3", "one\ntwo three"},
		Queries: []Query{
			{Text: `parse @message "u=* v=*" as a, b | filter ispresent(a) | display a, b`, Chosen: `{"a": "1", "b": "2 v=3"}`, Others: []Other{
				{`{"a": "1 v=2", "b": "3"}`, "as many as possible"}, {`{"a": "1", "b": "2"}`, "the last one ends at a blank"},
			}},
			{Text: `parse @message "one* three" as a | filter ispresent(a) | fields strlen(a) as x | display x`, Chosen: `{"x": "4"}`, Others: []Other{
				{NoRow, "a line end ends it"},
			}},
		},
	},
	{
		Name: "multi", Question: "`parse /…/ as name multi`", Choice: "refused: `multi` follows the expression, and its groups have names",
		Events: []string{"ids 10 and 11"},
		Queries: []Query{
			{Text: `parse @message /(\d+)/ as id multi | display id`, Chosen: Refused, Others: []Other{
				{"{\"id\": \"10\"}\n{\"id\": \"11\"}", "each match is a row"},
			}},
			{Text: `parse @message /(?<id>\d+)/ multi | display id`, Chosen: "{\"id\": \"10\"}\n{\"id\": \"11\"}", Others: []Other{
				{Refused, "there is no multi"}, {`{"id": "10"}`, "only the first match counts"},
			}},
		},
	},
}
