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
		Name: "large-numbers", Question: "computed numbers from 10⁷ on", Choice: "in full, without an exponent",
		Events: []string{`{"a":10000000,"b":10000000000000000}`},
		Queries: []Query{{Text: `fields a * 1 as x, b * 1 as y`, Chosen: `{"x": "10000000", "y": "10000000000000000"}`, Others: []Other{
			{`{"x": "1.0E7", "y": "1.0E16"}`, "as doubles show in Java"}, {`{"x": "1E7", "y": "1E16"}`, "with an exponent"},
		}}},
	},
	{
		Name: "spread", Question: "what `stddev` and `variance` divide by", Choice: "the number of values, as of a whole population",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`, `{"a":4}`},
		Queries: []Query{{Text: `stats stddev(a) as x, variance(a) as y`, Chosen: `{"x": "1.118", "y": "1.25"}`, Others: []Other{
			{`{"x": "1.291", "y": "1.6667"}`, "one less, as of a sample"},
		}}},
	},
}
