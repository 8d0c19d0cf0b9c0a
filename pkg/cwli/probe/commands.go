package probe

// commands are choices about commands that combine, multiply or complete rows.
var commands = []Choice{
	{
		Name: "unnest-absent", Question: "`unnest` of an absent value", Choice: "one row without the element",
		Events: []string{`{"k":"b","list":"[1]"}`, `{"k":"a"}`},
		Queries: []Query{{Text: `fields k, jsonParse(list) as l | unnest l into e | display k, e | sort k`, Chosen: "{\"k\": \"a\"}\n{\"k\": \"b\", \"e\": \"1\"}", Others: []Other{
			{`{"k": "b", "e": "1"}`, "no row"},
		}}},
	},
	{
		Name: "join", Question: "`join` on several rows with the same key", Choice: "a row for each pair",
		Events: []string{`{"side":"l","k":1}`, `{"side":"r","k":1}`, `{"side":"r","k":1}`},
		Queries: []Query{{
			Text:   `filter side = "l" | fields k | join left=l right=r where l.k=r.k (SOURCE "{{group}}" | filter @logStream = "{{name}}" and side = "r" | fields k) | stats count(*) as n`,
			Chosen: `{"n": "2"}`, Others: []Other{{`{"n": "1"}`, "only one row"}},
		}},
	},
	{
		Name: "subquery-column", Question: "which column of a subquery counts", Choice: "the one named as the field before `in`, else the first",
		Events: []string{`{"a":1,"b":2}`, `{"a":2,"b":3}`},
		Queries: []Query{
			{
				Text:   `filter a in (SOURCE "{{group}}" | filter @logStream = "{{name}}" and b = 2 | fields b, a) | fields a`,
				Chosen: `{"a": "1"}`, Others: []Other{{`{"a": "2"}`, "the first"}, {Refused, "a subquery has one column"}},
			},
			{
				Text:   `filter a in (SOURCE "{{group}}" | filter @logStream = "{{name}}" and b = 2 | fields b, @logStream) | fields a`,
				Chosen: `{"a": "2"}`, Others: []Other{{NoRow, "another one"}, {Refused, "a subquery has one column"}},
			},
		},
	},
	{
		Name: "addtotals-after-stats", Question: "`addtotals` after `stats … by`", Choice: "adds the column `Total`, or that of `fieldname`, as AWS documents; a run in June 2026 added none",
		Events: []string{`{"k":"a","v":1,"w":2}`},
		Queries: []Query{
			{Text: `stats sum(v) as x, sum(w) as y by k | addtotals`, Chosen: `{"k": "a", "x": "1", "y": "2", "Total": "3"}`, Others: []Other{
				{`{"k": "a", "x": "1", "y": "2"}`, "adds no column"}, {Refused, "it does not follow stats"},
			}},
			{Text: `stats sum(v) as x, sum(w) as y by k | addtotals fieldname=R`, Chosen: `{"k": "a", "x": "1", "y": "2", "R": "3"}`, Others: []Other{
				{`{"k": "a", "x": "1", "y": "2"}`, "adds no column"}, {Refused, "it does not follow stats"},
			}},
		},
	},
	{
		Name: "addtotals-of-parsed", Question: "what `addtotals` without fields adds up", Choice: "the columns, of which the fields that `parse` has made are some, as in a run in June 2026",
		Events: []string{"status=200 end"},
		Queries: []Query{{Text: `parse @message "status=* end" as status | fields toNumber(status) as s, toNumber(status) * 2 as t | addtotals`, Chosen: `{"s": "200", "t": "400", "status": "200", "Total": "800"}`, Others: []Other{
			{`{"s": "200", "t": "400", "Total": "600"}`, "only the columns of fields"}, {`{"s": "200", "t": "400", "Total": "800"}`, "also fields that are not shown"},
		}}},
	},
	{
		Name: "expand-of-split", Question: "`expand` of a list that `split` has made", Choice: "leaves it as it is, as in a run in June 2026; with a note",
		Events: []string{`{"a":"x,y"}`},
		Queries: []Query{{Text: `fields split(a, ",") as l | expand l | stats count(*) as n`, Chosen: `{"n": "1"}`, Others: []Other{
			{`{"n": "2"}`, "a row for each part"}, {Refused, "it takes no such list"},
		}}},
	},
	{
		Name: "alias-in-same-fields", Question: "parts of a map in the command that makes it", Choice: "a part of the call, and of its alias",
		Events: []string{`{"a":{"b":7},"text":"{\"k\":7}"}`},
		Queries: []Query{
			{Text: `fields jsonParse(text).k as x`, Chosen: `{"x": "7"}`, Others: []Other{{Refused, "a call has no parts"}, {`{}`, "nothing"}}},
			{Text: `fields jsonParse(text) as j, j.k as x | display x`, Chosen: `{"x": "7"}`, Others: []Other{
				{Refused, "only later commands know the alias"}, {`{}`, "only later commands know the alias"},
			}},
		},
	},
}
