package main

import (
	"fmt"
	"slices"
	"strings"
)

// query is the same question to both sides.
type query struct {
	name     string
	insights string
	sql      string // FILE stands for the path, as a literal of SQL
	exact    string // the statement that answers are compared with, if sql itself estimates
	within   map[string]float64
	latest   bool // rows in the order of time, of which the oldest may be any of that time
	file     bool // false: over an empty file
	double   bool // the target is twice DuckDB's speed, not 1.5 times
}

// columns reads the log with only those columns, each with its type; lines that are not
// JSON, as those of the Lambda platform, give a row of NULL. Without records=true DuckDB
// 1.5.6 takes up to 1.7 times as long if there is one column.
func columns(list string) string {
	return "read_ndjson(FILE, columns={" + list + "}, records=true, ignore_errors=true)"
}

// rounded is the share that an average may differ by: the engine shows four decimals.
const rounded = 1e-5

// A percentile and a number of distinct values may differ by one percent, which
// the engine promises for its estimates.
const estimated = 0.01

const (
	q3       = "stats avg(latency_ms) as a, pct(latency_ms, 95) as p by command | sort a desc | limit 10"
	q5       = "stats count_distinct(user_id) as n"
	byRegexp = `filter message like /failed: error (429|5\d\d)/`
	asRegexp = `regexp_matches(message, 'failed: error (429|5\d\d)')`
	lines    = `read_csv(FILE, columns={l:'VARCHAR'}, delim='\x00', quote='', escape='', header=false, auto_detect=false, max_line_size=1000000)`
	stamp    = `_aws:'STRUCT("Timestamp" BIGINT)'`
)

// percentiles returns the statement of Q3 with one of DuckDB's functions for a quantile.
func percentiles(function string) string {
	return "select command, avg(latency_ms) a, " + function + "(latency_ms, 0.95) p from " +
		columns("latency_ms:'DOUBLE', command:'VARCHAR'") + " group by command order by a desc limit 10"
}

func distinct(function string) string {
	return "select " + function + " n from " + columns("user_id:'BIGINT'")
}

var queries = []query{
	{name: "start", insights: "stats count(*) as n", sql: "select 0 n"},
	{name: "Q1", file: true, double: true, insights: "filter is_group=1 | stats count(*) as n",
		sql: "select count(*) n from " + columns("is_group:'INTEGER'") + " where is_group=1"},
	{name: "Q2", file: true, double: true, insights: "filter is_group=1 | stats count(*) as n by bin(1h)",
		sql: `select strftime(make_timestamp_ms(h*3600000), '%Y-%m-%d %H:%M:%S.%g') h, n from (select _aws."Timestamp"//3600000 h, count(*) n from ` +
			columns(stamp+", is_group:'INTEGER'") + " where is_group=1 group by h order by h desc)"},
	{name: "Q3", file: true, insights: q3, within: map[string]float64{"a": rounded, "p": estimated},
		sql: percentiles("approx_quantile"), exact: percentiles("quantile_disc")},
	{name: "Q3 exact", file: true, insights: q3, within: map[string]float64{"a": rounded, "p": estimated},
		sql: percentiles("quantile_disc")},
	{name: "Q3'", file: true, within: map[string]float64{"a": rounded},
		insights: "stats avg(latency_ms) as a by command | sort a desc | limit 10",
		sql:      "select command, avg(latency_ms) a from " + columns("latency_ms:'DOUBLE', command:'VARCHAR'") + " group by command order by a desc limit 10"},
	{name: "Q4", file: true,
		insights: byRegexp + ` | parse message "telegram api call * failed: error *, retry" as method, code | stats count(*) as n by method, code`,
		sql: "select e.method, e.code, count(*) n from (select regexp_extract(message, 'telegram api call (.*?) failed: error (.*?), retry', ['method', 'code']) e from " +
			columns("message:'VARCHAR'") + " where " + asRegexp + ") group by all"},
	{name: "Q4'", file: true, insights: byRegexp + " | stats count(*) as n",
		sql: "select count(*) n from " + columns("message:'VARCHAR'") + " where " + asRegexp},
	{name: "Q5", file: true, insights: q5, within: map[string]float64{"n": estimated},
		sql: distinct("approx_count_distinct(user_id)"), exact: distinct("count(distinct user_id)")},
	{name: "Q5 exact", file: true, insights: q5, within: map[string]float64{"n": estimated},
		sql: distinct("count(distinct user_id)")},
	{name: "Q6", file: true, double: true, latest: true, insights: "fields @timestamp, user_id, command, message | sort @timestamp desc | limit 20",
		sql: `select strftime(make_timestamp_ms(t), '%Y-%m-%d %H:%M:%S.%g') t, user_id, command, message from (select _aws."Timestamp" t, user_id, command, message from ` +
			columns(stamp+", user_id:'BIGINT', command:'VARCHAR', message:'VARCHAR'") + " order by t desc limit 20)"},
	{name: "Q7", file: true, insights: `filter @message like "error" | stats count(*) as n`,
		sql: "select count(*) n from " + lines + " where contains(l, 'error')"},
}

// target is the largest ratio to DuckDB's CPU time that is wanted.
func (q query) target() float64 {
	if q.double {
		return 1 / 2.0
	}
	return 1 / 1.5
}

// choose returns the queries of those names.
func choose(names string) ([]query, error) {
	if names == "" {
		return queries, nil
	}
	var chosen []query
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(queries, func(q query) bool { return q.name == name })
		if i < 0 {
			return nil, fmt.Errorf("unknown query %q in -only", name)
		}
		chosen = append(chosen, queries[i])
	}
	return chosen, nil
}

// statement puts the path of the log into a statement.
func statement(sql, path string) string {
	return strings.ReplaceAll(sql, "FILE", "'"+strings.ReplaceAll(path, "'", "''")+"'")
}
