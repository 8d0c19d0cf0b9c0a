package probe

// numbers are choices about arithmetic, and how numbers show.
var numbers = []Choice{
	{
		Name: "half", Question: "a half when a number is rounded", Choice: "away from zero, as the number is written in decimal",
		Events: []string{`{"a":1.00005,"b":1.00015,"c":2.5,"d":-2.5}`},
		Queries: []Query{
			{Text: `fields a * 1 as x, b * 1 as y`, Chosen: `{"x": "1.0001", "y": "1.0002"}`, Others: []Other{
				{`{"x": "1", "y": "1.0002"}`, "to the even digit"}, {`{"x": "1.0001", "y": "1.0001"}`, "as the number is in binary"},
			}},
			{Text: `fields round(c) as x, round(d) as y`, Chosen: `{"x": "3", "y": "-3"}`, Others: []Other{
				{`{"x": "2", "y": "-2"}`, "to the even digit"}, {`{"x": "3", "y": "-2"}`, "upwards, as Java rounds"},
			}},
		},
	},
	{
		Name: "division-by-zero", Question: "arithmetic without a result, such as `1/0`", Choice: "absent",
		Events: []string{`{"zero":0,"one":1}`},
		Queries: []Query{{Text: `fields one / zero as x, zero / zero as y, one % zero as z`, Chosen: `{}`, Others: []Other{
			{`{"x": "Infinity", "y": "NaN", "z": "NaN"}`, "as doubles show in Java"}, {`{"x": "0", "y": "0", "z": "0"}`, "0"},
		}}},
	},
	{
		Name: "large-numbers", Question: "arithmetic and functions that give 10⁷ and more, in rows of events",
		Choice: "in full, without an exponent, as results of `stats` are known to; two programs report `1.788436989319E12` of `toMillis`",
		Events: []string{`{"a":10000000,"b":10000000000000000}`},
		Queries: []Query{
			{Text: `fields a * 1 as x, b * 1 as y`, Chosen: `{"x": "10000000", "y": "10000000000000000"}`, Others: []Other{
				{`{"x": "1.0E7", "y": "1.0E16"}`, "as doubles show in Java"}, {`{"x": "1E7", "y": "1E16"}`, "with an exponent"},
			}},
			{Text: `fields toMillis(@timestamp) as x, toMillis(@timestamp) + 0 as y`, Chosen: `{"x": "{{ms+0s}}", "y": "{{ms+0s}}"}`, Others: []Other{
				{`{"x": "{{double+0s}}", "y": "{{double+0s}}"}`, "both as doubles show in Java"}, {`{"x": "{{double+0s}}", "y": "{{ms+0s}}"}`, "only toMillis as doubles show in Java"},
			}},
			{Text: `fields toNumber(a) as x, toLong(a) as y, ipv4ToNumber("192.0.2.1") as z`, Chosen: `{"x": "10000000", "y": "10000000", "z": "3221225985"}`, Others: []Other{
				{`{"x": "1.0E7", "y": "1.0E7", "z": "3.221225985E9"}`, "as doubles show in Java"}, {`{"x": "1.0E7", "y": "10000000", "z": "3221225985"}`, "as the type of the function"},
			}},
		},
	},
	{
		Name: "millis-in-stats", Question: "`toMillis` as a key of `stats`, in it, and after it", Choice: "in full",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `stats count(*) as n by toMillis(@timestamp) as x`, Chosen: `{"x": "{{ms+0s}}", "n": "1"}`, Others: []Other{{`{"x": "{{double+0s}}", "n": "1"}`, "as doubles show in Java"}}},
			{Text: `stats toMillis(max(@timestamp)) as x`, Chosen: `{"x": "{{ms+0s}}"}`, Others: []Other{{`{"x": "{{double+0s}}"}`, "as doubles show in Java"}}},
			{Text: `stats max(@timestamp) as t | fields toMillis(t) as x | display x`, Chosen: `{"x": "{{ms+0s}}"}`, Others: []Other{{`{"x": "{{double+0s}}"}`, "as doubles show in Java"}}},
		},
	},
	{
		Name: "spread", Question: "what `stddev` and `variance` divide by", Choice: "the number of values, as of a whole population",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`, `{"a":4}`},
		Queries: []Query{{Text: `stats stddev(a) as x, variance(a) as y`, Chosen: `{"x": "1.118", "y": "1.25"}`, Others: []Other{
			{`{"x": "1.291", "y": "1.6667"}`, "one less, as of a sample"},
		}}},
	},
}
