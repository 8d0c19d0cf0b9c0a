package probe

// columns are choices about the columns that a command makes.
var columns = []Choice{
	{
		Name: "parse-columns", Question: "the columns of `parse` without `fields` and `display`", Choice: "`@timestamp`, `@message`, and the new fields",
		Events: []string{"u=1 v=2"},
		Queries: []Query{{Text: `parse @message "u=* v" as u`, Chosen: "columns @timestamp, @message, u", Columns: true, Others: []Other{
			{"columns u", "only the new fields"}, {"columns @timestamp, @message", "without the new fields"}, {"columns u, @timestamp, @message", "the new fields first"},
		}}},
	},
	{
		Name: "system-alias", Question: "an alias that is the name of a system field, as in `toMillis(@timestamp) as @timestamp`", Choice: "hides the field",
		Events: []string{`{"a":1}`},
		Queries: []Query{
			{Text: `fields toMillis(@timestamp) as @timestamp, a`, Chosen: `{"@timestamp": "{{ms+0s}}", "a": "1"}`, Others: []Other{{`{"@timestamp": "{{double+0s}}", "a": "1"}`, "as doubles show in Java"}, {Refused, "the name is in use"}, {`{"@timestamp": "{{+0s}}", "a": "1"}`, "the field hides it"}}},
		},
	},
	{
		Name: "key-expression", Question: "`display bin(5m)` after `stats … by bin(5m)`", Choice: "the column of that name",
		Events:  []string{`{"a":1}`},
		Queries: []Query{{Text: `stats count(*) as n by bin(1m) | display bin(1m), n`, Chosen: `{"bin(1m)": "{{+0s}}", "n": "1"}`, Others: []Other{{Refused, "there is no @timestamp"}, {`{"n": "1"}`, "nothing"}}}},
	},
	{
		Name: "pattern-columns", Question: "the columns of `pattern`, and those that `diff` adds",
		Choice: "`@pattern`, `@ratio`, `@sampleCount`, `@severityLabel`; `@diffEventCount`, `@differenceDescription`",
		Events: []string{"served 1", "served 2"},
		Queries: []Query{
			{Text: `pattern @message`, Chosen: "columns @pattern, @ratio, @sampleCount, @severityLabel", Columns: true},
			{Text: `pattern @message | diff`, Chosen: "columns @pattern, @ratio, @sampleCount, @severityLabel, @diffEventCount, @differenceDescription", Columns: true},
		},
	},
	{
		Name: "estimate-column", Question: "the column of `estimate`", Choice: "`estimatedBytes`",
		Events:  []string{`{"a":1}`},
		Queries: []Query{{Text: `estimate`, Chosen: "columns estimatedBytes", Columns: true}},
	},
}
