package source

import "github.com/fanlight/fanlight/pkg/report"

func sectionMapping() described {
	return described{
		name: "section", says: "One part of the rendered report.",
		keys: sectionKeys, required: []string{"query"},
		docs: map[string]keyDoc{
			"title":      {oneLine(), "The section's heading. Default: the query's ID, or its item of for_each.", "New users"},
			"query":      {freeText(), "The ID of the query that the section shows.", "new_users"},
			"show":       {wordOf(report.Shows()...), "The form of the section. Default: by the query.", "number"},
			"value":      {freeText(), "The field that a number shows, or that bars and charts draw. Default: the only field, if there is one.", "calls"},
			"where":      {freeText(), "An expression over the fields of a row: the rows that the section shows. Default: all.", "p95 > 500"},
			"columns":    {listOf(freeText(), report.MaxQueries), "The fields that the section shows, in this order. Default: all.", []any{"route", "p95"}},
			"sum":        {freeText(), "The field whose sum over the rows the section shows as its number.", "calls"},
			"unit":       {wordOf(report.Units()...), "How values are rounded and written. Default: as Logs Insights gives them.", "ms"},
			"empty":      {anyNumber(), "The number to show when the query finds nothing. Default: 0 for a lone count.", 0},
			"warn":       {mark(), "The mark of a warning: a number, or one with its operator.", 10},
			"alert":      {mark(), "The mark of an alert: a number, or one with its operator.", ">= 100"},
			"good":       {wordOf(report.GoodUp, report.GoodDown), "The direction that is better: changes of 5% and more are judged.", "down"},
			"compare":    {compared(), "The edition that the section is compared with. Default: the query's, else the report's.", 7},
			"hide_empty": {trueOrFalse(), "Whether the section is left out when the query finds nothing. Default: false.", true},
			"send_when":  {freeText(), sendWhenSays + " Without it the section is one line at the end. Default: always.", "errors > 0"},
		},
	}
}
