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
