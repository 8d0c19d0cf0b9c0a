package probe

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// summary returns what the documentation says that a function gives.
func summary(name string) string {
	f, _ := expr.Lookup(name) // of the choices below
	return f.Summary
}

// functions returns choices about the results of functions.
func functions() []Choice {
	return []Choice{
		{
			Name: "strcontains", Question: "`strcontains` with a third argument", Choice: "ignores case, as AWS documents; a run in June 2026 did not",
			Events: []string{`{"a":"ABC"}`},
			Queries: []Query{
				{Text: `fields strcontains(a, "b", true) as x`, Chosen: `{"x": "1"}`, Others: []Other{{`{"x": "0"}`, "it does nothing"}, {Refused, "there is no third argument"}}},
				{Text: `fields strcontains(a, "b", 1) as x`, Chosen: `{"x": "1"}`, Others: []Other{{`{"x": "0"}`, "it does nothing"}, {Refused, "there is no third argument"}}},
			},
		},
		{
			Name: "greatest", Question: "`greatest` and `least` of something absent", Choice: summary("greatest"),
			Events: []string{`{"a":1}`},
			Queries: []Query{{Text: `fields greatest(a, b) as x, least(a, b) as y`, Chosen: `{"x": "1", "y": "1"}`, Others: []Other{
				{`{}`, "absent"}, {`{"x": "1"}`, "something absent is the least"},
			}}},
		},
		{
			Name: "lists-of-values", Question: "the lists that `values` and `topk` give",
			Choice: "JSON; of `values` as they occur, the earliest first; of `topk` equally frequent ones in the order of `sort`",
			Events: []string{`{"k":"c"}`, `{"k":"b"}`, `{"k":"a"}`, `{"k":"b"}`, `{"k":"d"}`},
			Queries: []Query{
				{Text: `stats values(k) as x`, Chosen: `{"x": "[\"c\",\"b\",\"a\",\"d\"]"}`, Others: []Other{
					{`{"x": "[\"a\",\"b\",\"c\",\"d\"]"}`, "sorted"}, {`{"x": "[c, b, a, d]"}`, "not in JSON"}, {`{"x": "[\"d\",\"b\",\"a\",\"c\"]"}`, "newest first"},
				}},
				{Text: `stats topk(4, k) as x`, Chosen: `{"x": "[\"b\",\"a\",\"c\",\"d\"]"}`, Others: []Other{
					{`{"x": "[\"b\",\"c\",\"a\",\"d\"]"}`, "as they occur"}, {`{"x": "[\"b\",\"d\",\"a\",\"c\"]"}`, "newest first"},
				}},
			},
		},
		{
			Name: "over-time-names", Question: "the names of `countOverTime` and `sumOverTime`", Choice: "these, and with underscores",
			Events: []string{`{"a":1}`, `{"a":2}`},
			Queries: []Query{
				{Text: `stats countOverTime(a) as n, sumOverTime(a) as s by bin(1m) as t`, Chosen: `{"t": "{{+0s}}", "n": "2", "s": "3"}`, Others: []Other{{Refused, "only with underscores"}}},
				{Text: `stats count_over_time(a) as n, sum_over_time(a) as s by bin(1m) as t`, Chosen: `{"t": "{{+0s}}", "n": "2", "s": "3"}`, Others: []Other{{Refused, "only without underscores"}}},
			},
		},
		{
			Name: "histogram", Question: "the second argument of `histogram`", Choice: "in `stats` the number of ranges; in `by` the width of a range",
			Events: []string{`{"v":0}`, `{"v":4}`, `{"v":5}`, `{"v":20}`},
			Queries: []Query{
				{Text: `stats count(*) as n by histogram(v, 5) as x | sort x`, Chosen: "{\"x\": \"0\", \"n\": \"2\"}\n{\"x\": \"5\", \"n\": \"1\"}\n{\"x\": \"20\", \"n\": \"1\"}", Others: []Other{
					{"{\"x\": \"0\", \"n\": \"1\"}\n{\"x\": \"4\", \"n\": \"2\"}\n{\"x\": \"16\", \"n\": \"1\"}", "the number of ranges"}, {Refused, "it is only an aggregate"},
				}},
				{Text: `stats histogram(v, 4) as x`, Chosen: `{"x": "{\"0 - 5\":2,\"5 - 10\":1,\"10 - 15\":0,\"15 - 20\":1}"}`, Others: []Other{
					{Refused, "it belongs into by"},
				}},
			},
		},
	}
}
