package probe

// groups are choices about the rows of stats.
var groups = []Choice{
	{
		Name: "count-of-nothing", Question: "`stats` without `by` when no event matched", Choice: "no row",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `filter a = 2 | stats count(*) as n`, Chosen: NoRow, Others: []Other{{`{"n": "0"}`, "a row of 0"}, {`{}`, "a row without a value"}}},
			{Text: `filter a = 2 | stats sum(a) as n`, Chosen: NoRow, Others: []Other{{`{"n": "0"}`, "a row of 0"}, {`{}`, "a row without a value"}}},
		},
	},
	{
		Name: "absent-group-key", Question: "the value of a group key that is missing", Choice: "absent; the group is kept",
		Events: []string{`{"k":"a"}`, `{"other":1}`},
		Queries: []Query{{Text: `stats count(*) as n by k`, Chosen: "{\"n\": \"1\"}\n{\"k\": \"a\", \"n\": \"1\"}", Others: []Other{
			{`{"k": "a", "n": "1"}`, "the group is dropped"},
			{"{\"k\": \"\", \"n\": \"1\"}\n{\"k\": \"a\", \"n\": \"1\"}", "an empty text"},
			{"{\"k\": \"a\", \"n\": \"1\"}\n{\"n\": \"1\"}", "the group is kept, and last"},
		}}},
	},
	{
		Name: "empty-group-key", Question: "an empty group key and an absent one", Choice: "two groups",
		Events: []string{`{"k":""}`, `{"other":1}`},
		Queries: []Query{{Text: `stats count(*) as n by k | stats count(*) as x`, Chosen: `{"x": "2"}`, Others: []Other{
			{`{"x": "1"}`, "one group, or one that is dropped"},
		}}},
	},
	{
		Name: "group-of-true", Question: "`true`, `1` and `\"1\"` as group keys", Choice: "one group, which shows as `1`",
		Events: []string{`{"v":true}`, `{"v":1}`, `{"v":"1"}`},
		Queries: []Query{{Text: `stats count(*) as n by v`, Chosen: `{"v": "1", "n": "3"}`, Others: []Other{
			{"{\"v\": \"1\", \"n\": \"2\"}\n{\"v\": \"1\", \"n\": \"1\"}", "the number and the text differ"},
		}}},
	},
	{
		Name: "group-by", Question: "`group by` in `stats`", Choice: "as `by`",
		Events:  []string{`{"a":1}`, `{"a":2}`},
		Queries: []Query{{Text: `stats count(*) as n group by a > 1 as x`, Chosen: "{\"x\": \"0\", \"n\": \"1\"}\n{\"x\": \"1\", \"n\": \"1\"}", Others: []Other{{Refused, "there is only by"}, {`{"n": "2"}`, "it is ignored"}}}},
	},
	{
		Name: "alias-of-field", Question: "an alias that is the name of the field in it, as in `sum(a) as a`", Choice: "refused: the name is in use",
		Events: []string{`{"a":1}`, `{"a":2}`},
		Queries: []Query{{Text: `stats sum(a) as a`, Chosen: Refused, Others: []Other{
			{`{"a": "3"}`, "the alias hides the field"}, {`{}`, "the column is empty"}, {NoRow, "the column is empty"},
		}}},
	},
	{
		Name: "group-spelling", Question: "numbers as group keys that are written in two ways, such as 1.1 and 1.10", Choice: "two groups",
		Events: []string{`{"v":1.1}`, `{"v":1.10}`},
		Queries: []Query{{Text: `stats count(*) as n by v | stats count(*) as x`, Chosen: `{"x": "2"}`, Others: []Other{
			{`{"x": "1"}`, "one group"},
		}}},
	},
	{
		Name: "dedup", Question: "`dedup` without `sort`", Choice: "keeps the newest event",
		Events:  []string{`{"k":"a","v":1}`, `{"k":"a","v":2}`},
		Queries: []Query{{Text: `fields v | dedup k`, Chosen: `{"v": "2"}`, Others: []Other{{`{"v": "1"}`, "keeps the oldest event"}}}},
	},
}
