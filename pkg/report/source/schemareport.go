package source

import "github.com/fanlight/fanlight/pkg/report"

func reportMapping() described {
	return described{
		says: "One report: its queries, schedule, sections and destinations.",
		keys: reportKeys, required: []string{"report", "window", "queries", "deliver"},
		docs: map[string]keyDoc{
			"report":       {nameForm(), "The report's name in commands, run IDs and messages: a small letter, then up to 39 of a-z, 0-9 and -.", "bot-usage"},
			"title":        {oneLine(), "The first line that readers see. Default: the report's name.", "Telegram bot usage"},
			"schedule":     {refTo("schedule"), "When the report runs. Default: by command only.", map[string]any{"cron": "30 12 * * ? *", "timezone": "Europe/Berlin"}},
			"paused":       {trueOrFalse(), "Whether no edition is due, until this is taken out. A start by hand works.", true},
			"until":        {matching(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), "The last day with an edition, in the report's time zone.", "2026-12-31"},
			"environments": {environmentNames(), "The environments that the report is deployed to. Default: every one.", []any{"prod"}},
			"window":       {lengthOfTime("day", "week", "month"), "The time whose events an edition covers: a length from 1m to 366d, or the last full day, week or month in the report's time zone.", "24h"},
			"delay":        {lengthOfTime(), "How long before the scheduled time a window with a length ends, so that late events are in it: 0m to 7d. Default: 5m.", "10m"},
			"deadline":     {lengthOfTime(), "After what time a run is sent without the queries that have no result: 1m to 24h. Default: 30m.", "1h"},
			"max_rows":     {wholeNumberOf(1, maxRows), "The most rows of each query, " + upTo(1, maxRows) + ". Default: 10000.", 500},
			"max_scan":     {sizeOf(0), "How many bytes each query may scan before it is stopped and fails. Default: no bound.", "10GB"},
			"max_bytes":    {sizeOf(report.MostMaxBytes), "How much of each query's result is kept, at most 64MB. Default: 8MB.", "2MB"},
			"budget":       {dollars(), "How many dollars the scans of a run may cost, by their estimates: a query that would exceed it is not run and fails. Default: no bound.", 0.5},
			"owner":        {refTo("destination"), "One destination, which gets a message when something failed.", map[string]any{"stdout": map[string]any{}}},
			"log_groups":   {logGroupList(), "The log groups that queries read, by name or by ARN without :* at its end; or by the beginning of names with * at its end and by { tag: \"key=value\" }, at most 5 of each.", []any{"/aws/lambda/bot"}},
			"log_class":    {wordOf(logClasses...), logClassSays, classInfrequent},
			"parameters":   {mappingOf(parameterNames(), singleValue()), "Values that stand for {{name}} in the text of queries, as they are written.", map[string]any{"level": "ERROR"}},
			"compare":      {compared(), "The edition that numbers, charts and tables are compared with: previous, same_weekday or a number of windows back, " + upTo(1, report.MostWindowsBack) + ".", "previous"},
			"send_when":    {freeText(), sendWhenSays + " Default: always.", "errors > 0"},
			"at_least":     {lengthOfTime(), "After what time an edition is sent in spite of send_when: 1h to 400d.", "7d"},
			"tolerate":     {wholeNumberOf(0, report.MaxQueries), "How many queries without an answer do not make an edition incomplete. Default: 0.", 1},
			"on_partial":   {wordOf(report.PartialSend, report.PartialHold, report.PartialNotify), "What becomes of an incomplete edition. Default: send.", "hold"},
			"for_each":     {eachItem(), "One report for each item: a list, or the file of one. {{each}} stands for the item, and the name gets - and the item at its end.", []any{"acme", "globex"}},
			"queries":      {mappingOf(&schema{Pattern: queryID().String()}, refTo("query")), "Queries by ID: a small letter, then up to 39 of a-z, 0-9 and _.", map[string]any{"calls": map[string]any{"query": "stats count(*) as calls"}}},
			"sections":     {listOf(refTo("section"), 0), "What readers see, in this order. Default: one section per query.", []any{map[string]any{"title": "Calls", "query": "calls"}}},
			"deliver":      {listOf(refTo("destination"), report.MaxDestinations), "Where the report goes.", []any{map[string]any{"stdout": map[string]any{}}}},
			"tests":        {listOf(refTo("test"), 0), "What the report has to say over log files: fanlight test runs them.", []any{map[string]any{"name": "a busy day", "logs": "testdata/", "at": "2026-01-02T12:30:00Z", "expect": map[string]any{"errors": 12}}}},
		},
	}
}

const sendWhenSays = "When it is sent: always, results, no_results, changed, or an expression over numbers."

const logClassSays = "The class of the log groups that patterns and tags select. Default: standard."

func environmentNames() *schema {
	s := listOf(matching(valueName().String()), 0)
	s.UniqueItems = true
	return s
}

func parameterNames() *schema {
	return &schema{Pattern: parameterName().String(), Not: &schema{Enum: []string{eachName}}}
}

func scheduleMapping() described {
	return described{
		name: "schedule", says: "When a report runs, in the syntax of EventBridge Scheduler.",
		keys: scheduleKeys, oneOf: []*schema{{Required: []string{"cron"}}, {Required: []string{"rate"}}, {Required: []string{"at"}}},
		docs: map[string]keyDoc{
			"cron":     {matching(`^\s*(\S+\s+){5,7}\S+\s*$`), "Six fields: minute, hour, day of month, month, day of week, year. One of the two days is ?. L, 15W, 6L and 6#3 name days of a month.", "30 12 * * ? *"},
			"rate":     {matching(`^\s*(rate\(\s*)?[0-9]+\s+(minute|hour|day)s?\s*\)?\s*$`), "How often, if that divides an hour or a day: counted from midnight in the time zone.", "6 hours"},
			"at":       {matching(`[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}`), "One date and time.", "2026-01-02T12:30:00"},
			"timezone": {freeText(), "The IANA name of the report's time zone. Default: UTC.", "Europe/Berlin"},
		},
	}
}

func queryMapping() described {
	return described{
		name: "query", says: "One Logs Insights query.",
		keys: queryKeys, required: []string{"query"},
		docs: map[string]keyDoc{
			"query":      {freeText(), "The text in the language of CloudWatch Logs Insights, at most 9800 bytes. {{name}} stands for a parameter; ${name} is not expanded.", "filter level = \"ERROR\" | stats count(*) as errors"},
			"log_groups": {logGroupList(), "The log groups that this query reads in place of the report's.", []any{"/aws/lambda/web-*"}},
			"log_class":  {wordOf(logClasses...), logClassSays, classInfrequent},
			"max_rows":   {wholeNumberOf(1, maxRows), "The most rows of this query, " + upTo(1, maxRows) + ". Default: the report's.", 1000},
			"max_scan":   {sizeOf(0), "How many bytes this query may scan. Default: the report's.", "500MB"},
			"max_bytes":  {sizeOf(report.MostMaxBytes), "How much of this query's result is kept, at most 64MB. Default: the report's.", "16MB"},
			"compare":    {compared(), "The edition that the sections of this query are compared with. Default: the report's.", "same_weekday"},
			"for_each":   {eachItem(), "One query and one section for each item: a list, or the file of one. {{each}} stands for the item.", []any{"acme", "globex"}},
		},
	}
}

func logGroupTagMapping() described {
	return described{
		name: "log_group_tag", says: "The log groups that have a tag.",
		keys: tagKeys, required: []string{"tag"},
		docs: map[string]keyDoc{"tag": {matching(`^[^=]+=.+$`), "Key and value of the tag. Tags of several keys must all be there; of the values of one key any.", "team=payments"}},
	}
}

func itemsFileMapping() described {
	return described{
		name: "items_file", says: "A file with the items of for_each.",
		keys: itemsFileKeys, required: []string{"file"},
		docs: map[string]keyDoc{"file": {freeText(), "A YAML file with a list of items, relative to the report file.", "tenants.yaml"}},
	}
}

func testMapping() described {
	cell := &schema{AnyOf: []*schema{{Type: "string"}, {Type: "number"}, {Type: "boolean"}, {Type: "null"}}}
	rows := &schema{Type: "array", Items: &schema{Type: "array", Items: cell}}
	paths := &schema{AnyOf: []*schema{freeText(), listOf(freeText(), 0)}}
	return described{
		name: "test", says: "A test of the report over log files.",
		keys: testKeys, required: []string{"name", "logs", "at"},
		docs: map[string]keyDoc{
			"name":   {oneLine(), "What is tested; unique in the file.", "a busy day"},
			"logs":   {&schema{AnyOf: append([]*schema{mappingOf(nil, paths)}, paths.AnyOf...)}, "Files or folders relative to the report file: a path, a list, or a mapping of log groups to them.", "testdata/busy"},
			"at":     {freeText(), "The scheduled time of the run; without a zone it is UTC.", "2026-01-02T12:30:00Z"},
			"expect": {mappingOf(nil, singleValue()), "Values of the first row, by the ID of a query, or as QUERY.FIELD.", map[string]any{"errors": 12}},
			"rows":   {mappingOf(nil, rows), "All rows, in order, by the ID of a query; [] wants none.", map[string]any{"by_tenant": []any{[]any{"acme", 12}}}},
			"golden": {matching(`\.(html|txt|json)$`), "A file that has the rendered report: the page, text or JSON, by its ending.", "golden/busy.html"},
			"each":   {singleValue(), "The only item of the report's for_each that the test is of.", "acme"},
		},
	}
}
