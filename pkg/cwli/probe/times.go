package probe

// times are choices about times and bins.
var times = []Choice{
	{
		Name: "calendar-bins", Question: "bins of days and longer",
		Choice: "days are counted from 1970, weeks from a Monday, months in calendar months, all in UTC",
		Events: []string{`{"ms":1771416000000}`}, // noon of Wednesday, 18 February 2026
		Queries: []Query{
			{Text: `fields datefloor(fromMillis(ms), 1w) as x`, Chosen: `{"x": "2026-02-16 00:00:00.000"}`, Others: []Other{
				{`{"x": "2026-02-15 00:00:00.000"}`, "weeks begin on Sunday"}, {`{"x": "2026-02-12 00:00:00.000"}`, "weeks are counted from 1970, a Thursday"},
			}},
			{Text: `fields datefloor(fromMillis(ms), 3d) as x`, Chosen: `{"x": "2026-02-18 00:00:00.000"}`, Others: []Other{
				{`{"x": "2026-02-16 00:00:00.000"}`, "days are counted within the month"},
			}},
			{Text: `fields datefloor(fromMillis(ms), 1mo) as x`, Chosen: `{"x": "2026-02-01 00:00:00.000"}`, Others: []Other{
				{`{"x": "2026-01-30 00:00:00.000"}`, "months have 30 days"},
			}},
		},
	},
	{
		Name: "offset", Question: "`stats … offset`", Choice: "bins begin that much later",
		Events: []string{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		Queries: []Query{{Text: `stats count(*) as n by bin(20s) as t offset 10s | sort t desc | limit 1`, Chosen: `{"t": "{{+10s}}", "n": "2"}`, Others: []Other{
			{`{"t": "{{+20s}}", "n": "1"}`, "nothing"}, {`{"t": "{{+20s}}", "n": "2"}`, "events of so long before are counted"},
		}}},
	},
	{
		Name: "fillmissing", Question: "`fillmissing`",
		Choice: "fills the window of the query, without one from the first to the last bin, for each combination of other keys",
		Events: []string{`{"a":0}`, `{"a":0}`, `{"a":1,"k":"x"}`, `{"a":1,"k":"x"}`, `{"a":2,"k":"y"}`},
		Queries: []Query{{
			Text:   `filter a = 1 | stats count(*) as n by bin(20s) as t | fillmissing with 0 for n | sort t`,
			Chosen: "{\"t\": \"{{+0s}}\", \"n\": \"0\"}\n{\"t\": \"{{+20s}}\", \"n\": \"2\"}\n{\"t\": \"{{+40s}}\", \"n\": \"0\"}",
			Others: []Other{{`{"t": "{{+20s}}", "n": "2"}`, "fills from the first to the last bin"}},
		}, {
			Text:   `filter a > 0 | stats count(*) as n by bin(20s) as t, k | fillmissing with 0 for n | stats count(*) as x`,
			Chosen: `{"x": "6"}`, // 2 keys in 3 bins
			Others: []Other{{`{"x": "3"}`, "fills only bins without any key"}, {`{"x": "4"}`, "fills from the first to the last bin"}, {Refused, "stats does not follow fillmissing"}},
		}},
	},
	{
		Name: "extreme-times", Question: "how `min(@timestamp)` and `max(@timestamp)` show", Choice: "as milliseconds since 1970, as `earliest` and `latest` do",
		Events: []string{`{"a":1}`, `{"a":2}`},
		Queries: []Query{{Text: `stats min(@timestamp) as x, max(@timestamp) as y`, Chosen: `{"x": "{{ms+0s}}", "y": "{{ms+10s}}"}`, Others: []Other{
			{`{"x": "{{+0s}}", "y": "{{+10s}}"}`, "as dates"},
		}}},
	},
}
