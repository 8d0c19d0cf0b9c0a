package probe

// comparisons are choices about which values are equal, and which are there at all.
var comparisons = []Choice{
	{
		Name: "comparison", Question: "how values compare", Choice: "by number if both are numbers, else as text",
		Events: []string{`{"number":200,"text":"200","same":"2e2","blank":" 200 ","ten":"10","nine":"9","word":"9a"}`},
		Queries: []Query{
			{Text: `filter number = text | fields number`, Chosen: `{"number": "200"}`, Others: []Other{{NoRow, "a number differs from a text"}}},
			{Text: `filter number = "200" | fields number`, Chosen: `{"number": "200"}`, Others: []Other{{NoRow, "a number differs from a text"}}},
			{Text: `filter text = same | fields text`, Chosen: `{"text": "200"}`, Others: []Other{{NoRow, "texts compare as texts"}}},
			{Text: `filter text = blank | fields text`, Chosen: `{"text": "200"}`, Others: []Other{{NoRow, "blanks count"}}},
			{Text: `filter ten > nine | fields ten`, Chosen: `{"ten": "10"}`, Others: []Other{{NoRow, "texts compare as texts"}}},
			{Text: `filter ten < word | fields ten`, Chosen: `{"ten": "10"}`, Others: []Other{{NoRow, "a number and a text do not compare"}}},
		},
	},
	{
		Name: "absent-comparison", Question: "a comparison with something absent", Choice: "does not hold, not even `!=`, `not like` and `not in`",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `filter b != "x" | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "something absent differs from a text"}}},
			{Text: `filter b not like "x" | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "something absent is not like a text"}}},
			{Text: `filter b not in ["x"] | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "something absent is not in a list"}}},
		},
	},
	{
		Name: "json-null", Question: "JSON's `null`", Choice: "absent",
		Events:  []string{`{"a":1,"b":null}`},
		Queries: []Query{{Text: `fields ispresent(b) as x`, Chosen: `{"x": "0"}`, Others: []Other{{`{"x": "1"}`, "null is present"}}}},
	},
	{
		Name: "true-word", Question: "`true` and `false` without quotes",
		Choice: "1 and 0, as in JSON: `= true` holds for JSON's `true`, for 1 and `\"1\"`, not for the text `\"true\"`; with a note",
		Events: []string{`{"a":"json","b":true}`, `{"a":"number","b":1}`, `{"a":"text","b":"true"}`},
		Queries: []Query{
			{Text: `filter b = true | fields a`, Chosen: "{\"a\": \"number\"}\n{\"a\": \"json\"}", Others: []Other{
				{`{"a": "json"}`, "it equals only JSON's true"}, {NoRow, "true is the name of a field"},
				{"{\"a\": \"text\"}\n{\"a\": \"number\"}\n{\"a\": \"json\"}", "it equals the text, too"},
				{"{\"a\": \"text\"}\n{\"a\": \"json\"}", "it equals the text, and not 1"}, {Refused, "there is no such value"},
			}},
			{Text: `fields true as x, false as y | limit 1`, Chosen: `{"x": "1", "y": "0"}`, Others: []Other{{`{}`, "they are names of fields"}, {`{"x": "true", "y": "false"}`, "they show as words"}}},
		},
	},
	{
		Name: "null-word", Question: "`null` without quotes", Choice: "absent, so that no comparison with it holds; with a note",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `fields if(a = 1, null, a) as x, coalesce(null, a) as y`, Chosen: `{"y": "1"}`, Others: []Other{{Refused, "there is no such value"}, {`{"x": "", "y": "1"}`, "it shows as an empty text"}}},
			{Text: `filter a != null | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "as ispresent(a)"}, {Refused, "there is no such value"}}},
			{Text: `filter b = null | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "as not ispresent(b)"}, {Refused, "there is no such value"}}},
		},
	},
	{
		Name: "in-without-list", Question: "`in` before a value without brackets", Choice: "a list of one; with a note",
		Events:  []string{`{"a":"x"}`, `{"a":"xy"}`},
		Queries: []Query{{Text: `filter a in 'x' | fields a`, Chosen: `{"a": "x"}`, Others: []Other{{Refused, "it needs brackets"}, {"{\"a\": \"xy\"}\n{\"a\": \"x\"}", "as like"}}}},
	},
	{
		Name: "swapped-match", Question: "`~=`, which AWS documents nowhere", Choice: "`=~`, with a string or a regular expression, with a note",
		Events: []string{`{"a":"x"}`, `{"a":"xy"}`},
		Queries: []Query{
			{Text: `filter a ~= 'y' | fields a`, Chosen: `{"a": "xy"}`, Others: []Other{{Refused, "there is no such operator"}, {NoRow, "as ="}}},
			{Text: `filter a ~= /^x$/ | fields a`, Chosen: `{"a": "x"}`, Others: []Other{{Refused, "there is no such operator"}}},
		},
	},
	{
		Name: "true-text", Question: "`= \"true\"` and `= 1` on JSON's `true`", Choice: "it equals 1, not `\"true\"`",
		Events: []string{`{"a":1,"b":true}`},
		Queries: []Query{
			{Text: `filter b = "true" | fields a`, Chosen: NoRow, Others: []Other{{`{"a": "1"}`, "it equals the text too"}}},
			{Text: `filter b = 1 | fields a`, Chosen: `{"a": "1"}`, Others: []Other{{NoRow, "it does not equal 1"}}},
		},
	},
	{
		Name: "repeated-key", Question: "a JSON key that occurs twice", Choice: "the first one counts",
		Events: []string{`{"a":1,"a":2}`},
		Queries: []Query{{Text: `fields a`, Chosen: `{"a": "1"}`, Others: []Other{
			{`{"a": "2"}`, "the last one counts"}, {`{}`, "the message has no fields"},
		}}},
	},
	{
		Name: "text-around-json", Question: "text around a JSON object, outside of Lambda's log groups", Choice: "the message has no discovered fields",
		Events: []string{`{"a":1} done`, `done {"a":2}`},
		Queries: []Query{{Text: `stats count(a) as n`, Chosen: `{"n": "0"}`, Others: []Other{
			{`{"n": "1"}`, "text before or after the object is ignored"}, {`{"n": "2"}`, "the object is found wherever it is"},
		}}},
	},
	{
		Name: "emf-block", Question: "the block `_aws` of the embedded metric format", Choice: "its values are fields as others",
		Events:  []string{`{"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"app"}]},"a":1}`},
		Queries: []Query{{Text: `fields _aws.CloudWatchMetrics.0.Namespace as x`, Chosen: `{"x": "app"}`, Others: []Other{{`{}`, "the block has no fields"}}}},
	},
}
