package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// loads is how many reports the runs of the load are of.
const loads = 10

// The names of the reports.
const (
	loadName = "load-%02d" // a report of three queries
	dueName  = "due-%03d"  // a report that is due in a minute
	wideName = "wide"
)

// writeReports writes the report files of a plan into a folder. The reports that are due are due
// at a time.
func writeReports(folder, url string, p plan, due time.Time) error {
	for n := range loads {
		if err := writeReport(folder, fmt.Sprintf(loadName, n), never(due), url, usual(n)); err != nil {
			return err
		}
	}
	for n := range p.due {
		if err := writeReport(folder, fmt.Sprintf(dueName, n), daily(due), url, usual(n)); err != nil {
			return err
		}
	}
	return writeReport(folder, wideName, never(due), url, many(p.wide))
}

func daily(at time.Time) string { return fmt.Sprintf("%d %d * * ? *", at.Minute(), at.Hour()) }

// never returns a schedule with an edition that is not in this soak.
func never(due time.Time) string { return daily(due.Add(12 * time.Hour)) }

// usual returns queries whose results expected knows.
func usual(n int) []string {
	return []string{
		fmt.Sprintf("count: filter shard = %d | stats count(*) as n", n%shards),
		"sum: stats sum(value) as n",
		"shards: stats count(*) as n by shard | sort shard asc",
	}
}

// many returns a number of queries, no two of which are the same.
func many(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("q%05d: filter shard = %d and value < %d | stats count(*) as n", i, i%shards, values+i))
	}
	return all
}

func writeReport(folder, name, cron, url string, queries []string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "report: %s\nschedule: {cron: %q}\nwindow: 1h\ndelay: 0s\ndeadline: 2h\nlog_groups: [/soak]\nqueries:\n", name, cron)
	for _, q := range queries {
		id, text, _ := strings.Cut(q, ": ")
		fmt.Fprintf(&b, "  %s: {query: %q}\n", id, text)
	}
	fmt.Fprintf(&b, "deliver:\n  - webhook: {url: %q, secret: \"env:SOAK_SECRET\", allow_private: true}\n", url)
	return os.WriteFile(filepath.Join(folder, name+".yaml"), []byte(b.String()), 0o600)
}

// shardOf returns the shard that a report counts; ok is false for one with other queries.
func shardOf(report string) (shard int, ok bool) {
	var n int
	if _, err := fmt.Sscanf(report, "load-%d", &n); err == nil {
		return n % shards, true
	}
	if _, err := fmt.Sscanf(report, "due-%d", &n); err == nil {
		return n % shards, true
	}
	return 0, false
}
