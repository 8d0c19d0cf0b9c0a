package probe

// orders are choices about the order of rows.
var orders = []Choice{
	{
		Name: "absent-in-sort", Question: "where `sort` puts absent values", Choice: "first, in ascending order",
		Events: []string{`{"k":"text","a":"x"}`, `{"k":"none"}`, `{"k":"number","a":1}`},
		Queries: []Query{{Text: `fields k | sort a`, Chosen: "{\"k\": \"none\"}\n{\"k\": \"text\"}\n{\"k\": \"number\"}", Others: []Other{
			{"{\"k\": \"text\"}\n{\"k\": \"number\"}\n{\"k\": \"none\"}", "last"},
			{"{\"k\": \"text\"}\n{\"k\": \"none\"}\n{\"k\": \"number\"}", "between texts and numbers"},
		}}},
	},
	{
		Name: "order-of-groups", Question: "the order of groups without `sort`", Choice: "by their keys, ascending; groups by time newest first",
		Events: []string{`{"k":"b"}`, `{"k":"c"}`, `{"k":"a"}`, `{"k":"c"}`},
		Queries: []Query{
			{Text: `stats count(*) as n by k`, Chosen: "{\"k\": \"a\", \"n\": \"1\"}\n{\"k\": \"b\", \"n\": \"1\"}\n{\"k\": \"c\", \"n\": \"2\"}", Others: []Other{
				{"{\"k\": \"c\", \"n\": \"2\"}\n{\"k\": \"a\", \"n\": \"1\"}\n{\"k\": \"b\", \"n\": \"1\"}", "the largest first"},
				{"{\"k\": \"b\", \"n\": \"1\"}\n{\"k\": \"c\", \"n\": \"2\"}\n{\"k\": \"a\", \"n\": \"1\"}", "as they occur"},
			}},
			{Text: `stats count(*) as n by bin(20s) as t`, Chosen: "{\"t\": \"{{+20s}}\", \"n\": \"2\"}\n{\"t\": \"{{+0s}}\", \"n\": \"2\"}", Others: []Other{
				{"{\"t\": \"{{+0s}}\", \"n\": \"2\"}\n{\"t\": \"{{+20s}}\", \"n\": \"2\"}", "oldest first"},
			}},
		},
	},
	{
		Name: "unknown-sort-key", Question: "a sort key after `stats` that is not a column", Choice: "accepted, without effect, with a note",
		Events: []string{`{"k":"b"}`, `{"k":"a"}`},
		Queries: []Query{{Text: `stats count(*) as n by k | sort other`, Chosen: "{\"k\": \"a\", \"n\": \"1\"}\n{\"k\": \"b\", \"n\": \"1\"}", Others: []Other{
			{Refused, "an unknown name is a mistake"},
		}}},
	},
	{
		Name: "two-limits", Question: "`limit` and the parameter `limit` of `StartQuery`", Choice: "the smaller one holds",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{
			{Text: `fields a | sort a | limit 2`, Limit: 1, Chosen: `{"a": "1"}`, Others: []Other{{"{\"a\": \"1\"}\n{\"a\": \"2\"}", "the command holds"}}},
			{Text: `fields a | sort a | limit 1`, Limit: 2, Chosen: `{"a": "1"}`, Others: []Other{{"{\"a\": \"1\"}\n{\"a\": \"2\"}", "the parameter holds"}}},
		},
	},
	{
		Name: "tail", Question: "the order of the rows of `tail`", Choice: "as before it",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{{Text: `fields a | sort a | tail 2`, Chosen: "{\"a\": \"2\"}\n{\"a\": \"3\"}", Others: []Other{
			{"{\"a\": \"3\"}\n{\"a\": \"2\"}", "reversed"}, {Refused, "there is no such command any longer"},
		}}},
	},
	{
		Name: "running-order", Question: "the order in which `accum`, `autoregress` and `filldown` go through events without `sort`", Choice: "newest first",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{{
			Text:   `fields a | accum a as b`,
			Chosen: "{\"a\": \"3\", \"b\": \"3\"}\n{\"a\": \"2\", \"b\": \"5\"}\n{\"a\": \"1\", \"b\": \"6\"}",
			Others: []Other{
				{"{\"a\": \"3\", \"b\": \"6\"}\n{\"a\": \"2\", \"b\": \"3\"}\n{\"a\": \"1\", \"b\": \"1\"}", "oldest first, shown newest first"},
				{"{\"a\": \"1\", \"b\": \"1\"}\n{\"a\": \"2\", \"b\": \"3\"}\n{\"a\": \"3\", \"b\": \"6\"}", "oldest first"},
			},
		}},
	},
	{
		Name: "filter-after-limit", Question: "`filter` after `limit`", Choice: "filters the rows that `limit` left",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{{Text: `fields a | sort a | limit 2 | filter a > 1`, Chosen: `{"a": "2"}`, Others: []Other{
			{"{\"a\": \"2\"}\n{\"a\": \"3\"}", "the filter goes first"}, {Refused, "only some commands follow limit"},
		}}},
	},
	{
		Name: "sort-after-limit", Question: "`sort` after `limit`", Choice: "sorts the rows that `limit` left",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{{Text: `fields a | sort a | limit 2 | sort a desc`, Chosen: "{\"a\": \"2\"}\n{\"a\": \"1\"}", Others: []Other{
			{"{\"a\": \"3\"}\n{\"a\": \"2\"}", "the last sort goes first"}, {Refused, "only some commands follow limit"},
		}}},
	},
}
