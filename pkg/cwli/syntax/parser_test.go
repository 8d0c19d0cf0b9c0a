package syntax_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/golden"
)

func TestParse(t *testing.T) {
	t.Parallel()
	t.Run("longest query", func(t *testing.T) {
		t.Parallel()
		longest := "fields " + strings.Repeat("a", syntax.MaxLength-len("fields "))
		parse(t, longest)
		_, err := syntax.Parse(longest + "a")
		e, ok := errors.AsType[*expr.Error](err)
		if !ok || e.Offset != syntax.MaxLength {
			t.Errorf("one byte more: %v, want an error at %d", err, syntax.MaxLength)
		}
	})
	t.Run("an error has a place in the text", func(t *testing.T) {
		t.Parallel()
		for _, query := range badQueries {
			checkParse(t, query)
		}
	})
	t.Run("mistakes", func(t *testing.T) {
		t.Parallel()
		checkMistakes(t)
	})
}

func checkMistakes(t *testing.T) {
	t.Helper()
	var b strings.Builder
	for _, query := range badQueries {
		b.WriteString("query\n" + indent(query))
		b.WriteString(shown(t, query) + "\n")
	}
	golden.Compare(t, "testdata/errors.golden", b.String())
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
}

func shown(t *testing.T, query string) string {
	t.Helper()
	_, err := syntax.Parse(query)
	e, ok := errors.AsType[*expr.Error](err)
	if !ok {
		t.Errorf("Parse(%q) = %v, want an *expr.Error", query, err)
		return ""
	}
	kind := "error\n"
	if e.Unsupported {
		kind = "unsupported\n"
	}
	return kind + indent(strings.TrimSuffix(expr.Format(e, query), "\n"))
}

// TestParse_published reads the queries of testdata/queries.txt. Those with a mark are in
// the list of mistakes, with their reasons.
func TestParse_published(t *testing.T) {
	t.Parallel()
	read := 0
	for _, q := range corpus(t) {
		tree, err := syntax.Parse(q.text)
		e, _ := errors.AsType[*expr.Error](err)
		refused := q.tagged("neg") || q.tagged("suspect")
		switch {
		case refused && (e == nil || e.Unsupported):
			t.Errorf("queries.txt:%d: Parse = %v, want a mistake", q.line, err)
		case !refused && e != nil:
			t.Errorf("queries.txt:%d: %s", q.line, expr.Format(e, q.text))
		case !refused:
			read++
			checkRoundTrip(t, tree)
		}
	}
	if read < 220 {
		t.Errorf("%d queries were read, want all of the file", read)
	}
}

// TestParse_documented reads examples of AWS's pages that are not in queries.txt.
func TestParse_documented(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		// Parse
		"parse @message /user=(?<user2>.*?), method:(?<method2>.*?),\n    latency := (?<latency2>.*?)/ | stats avg(latency2) by @method2,\n    @user2",
		"parse @message csv as timestamp, level, message | filter level = \"ERROR\" | display timestamp, message",
		"parse @message logfmt as lf | stats count(*) by lf.host",
		// Stats
		"stats topk(3, status)",
		"STATS sum(x) as sum_x by y, z | STATS max(sum_x) as max_x by z",
		"FIELDS strlen(@message) AS message_length | STATS sum(message_length) AS ingested_bytes, max(@timestamp) as @t BY @logStream | STATS avg(ingested_bytes) BY dateceil(@t, 5m)",
		// timeseries-functions
		"stats count(*) by bin(5m) offset 1h",
		// RelevantFields
		"relevantfields Controller, Path, Service where Time > 400",
		// Lookup, Cidrlookup
		"fields srcAddr, hostname | lookup known_hosts ip_address as srcAddr OUTPUTNEW hostname, region",
		"fields @timestamp, srcAddr, dstAddr, dstPort | lookup network_services ip_address as srcAddr, port as dstPort OUTPUT service_name, owner | filter ispresent(service_name)",
		"fields @timestamp, department, role | lookup employees department, role OUTPUT office, manager",
		"fields @timestamp, srcAddr | cidrlookup net_table srcAddr OUTPUT region, owner, datacenter",
		// Subqueries
		"filter requestId in (\n SOURCE '/aws/lambda/payment-processor'\n | filter status = \"FAILED\"\n | stats count(*) as failureCount by requestId\n | filter failureCount > 3\n | fields requestId\n)\n| fields @timestamp, requestId, customerId, amount, failureReason\n| sort @timestamp asc",
		// Source
		"SOURCE logGroups(class: ['INFREQUENT_ACCESS'])",
		"SOURCE dataSource(['amazon_vpc.flow'])",
		"SOURCE logGroupTags([{\"key\":\"team\", \"values\":[\"team1\", \"team2\"]}])\n| fields @message, @timestamp",
		// Accum, Fillmissing, Appendcols, Sessionize
		"fields @timestamp, bytes | accum bytes AS totalBytes",
		"fields @timestamp, latency | stats avg(latency) as avg_latency by bin(1m) | fillmissing with 0 for avg_latency",
		"fields svc | stats count(*) as cnt by svc | appendcols override=true ( SOURCE lg | stats avg(latency) as avgLat by svc )",
		"fields @timestamp, userId, deviceId | sessionize userId, deviceId maxspan 1h as my_session",
		// Anomaly, alias
		"fields @timestamp, @message | filter @type = \"ERROR\" | pattern @message | anomaly | sort @timestamp desc",
		"stats count(*) by duration as time | sort time desc",
		"fields ispresent as isRes",
	} {
		checkRoundTrip(t, parse(t, query))
	}
}

// parseLimit is how many bytes Parse may allocate for a query: several times what it needs,
// since the race detector empties pools.
func parseLimit(query string) uint64 { return 4<<20 + 1600*uint64(len(query)) }

// TestParse_allocations reads queries of almost MaxLength bytes whose parts could multiply.
func TestParse_allocations(t *testing.T) {
	numbers := make([]string, 800)
	for i := range numbers {
		numbers[i] = fmt.Sprint("a", i)
	}
	list := strings.Join(numbers, ",")
	nested := func(open, inside, end string) string {
		depth := 9500 / len(open+end)
		return strings.Repeat(open, depth) + inside + strings.Repeat(end, depth)
	}
	for name, query := range map[string]string{
		"keys of sort":       "stats count(*) by " + list + " | sort " + list,
		"unknown keys":       "stats count(*) by " + list[:3000] + " | sort x" + strings.ReplaceAll(list, ",a", ",x"),
		"a deep key":         "stats count(*) as c by a | sort " + nested("-(1-", "c", ")"),
		"nested aggregates":  "stats " + nested("max(", "a", ")"),
		"minus signs":        "fields " + nested("-", "a", ""),
		"parentheses":        "fields " + nested("(", "a", ")"),
		"powers":             "fields " + nested("a^", "a", ""),
		"sums":               "fields " + nested("a+", "a", ""),
		"conditions":         "filter " + nested("a and ", "a", ""),
		"negations":          "filter " + nested("not ", "a", ""),
		"undefined names":    "stats " + list,
		"repetitions":        "filter a like /" + nested("a{1000}", "", "") + "/",
		"a long name":        "stats count(*) | filter " + nested("a", "", "") + " = 1",
		"a name of dots":     "stats count(*) | filter " + nested("a.", "a", "") + " = 1",
		"commands":           nested("expand a|", "expand a", ""),
		"misspelt commands":  nested("expnd a|", "expand a", ""),
		"subqueries":         "filter " + nested("a in (filter ", "a", ")"),
		"columns of others":  nested("appendcols(limit 1)|", "limit 1", ""),
		"lags":               "fields a" + nested("|autoregress a p=1-1000", "", ""),
		"groups":             "parse /" + nested("(?<a>", "a", ")") + "/",
		"names of groups":    "parse /(a)/ as " + list,
		"wrong characters":   nested("$", "", ""),
		"wrong names":        nested("a ", "", ""),
		"opening brackets":   "SOURCE " + nested("[{", "", ""),
		"log groups":         "SOURCE logGroups(namePrefix:[" + nested("'a',", "'a'", "") + "])",
		"stars":              "filldown " + nested("*", "", ""),
		"parameters":         "filter a = " + nested("{{a}}", "", ""),
		"an open string":     "filter a = '" + nested("a", "", ""),
		"an open expression": "filter a like /" + nested("[", "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			if len(query) > syntax.MaxLength {
				t.Fatalf("%d bytes", len(query))
			}
			allocs.AtMost(t, parseLimit(query), func() { _, _ = syntax.Parse(query) })
		})
	}
}
