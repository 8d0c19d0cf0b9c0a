// Package starter has what `fanlight init` writes: for each kind of report a report file, a
// sample of the logs that it reads, and a test of the one over the other.
package starter

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"time"
)

// Kind is a kind of report.
type Kind struct {
	Name    string
	Summary string // in a few words
	Group   string // the log group of the sample
}

// Kinds are all kinds, in the order in which they are offered.
var Kinds = []Kind{
	{"lambda-errors", "errors and timeouts of a Lambda function", "/aws/lambda/orders"},
	{"api-latency", "latency and status codes of an API in API Gateway", "/aws/apigateway/orders"},
	{"vpc-rejects", "rejected connections, from VPC flow logs", "/aws/vpc/flow-logs"},
	{"waf", "requests that AWS WAF blocked", "aws-waf-logs-web"},
	{"emf-metrics", "numbers from the embedded metric format (EMF)", "/aws/lambda/checkout"},
	{"cost", "what a Lambda function costs, from its billed time", "/aws/lambda/orders"},
}

// Find returns the kind of a name.
func Find(name string) (Kind, bool) {
	for _, k := range Kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Scheduled is the time of an edition that covers every sample.
var Scheduled = time.Date(2026, 1, 2, 6, 0, 0, 0, time.UTC)

// Files has a report file and the log that its test reads. Paths have slashes and are relative to
// one folder.
type Files struct {
	Report, Log         string // paths
	ReportFile, LogFile []byte // what they hold
	Events              int    // in the log
}

//go:embed kinds
var kinds embed.FS

// Files returns the files of a report with a name and a log group.
func (k Kind) Files(name, group string) (Files, error) {
	report, err := kinds.ReadFile(path.Join("kinds", k.Name, "report.yaml"))
	if err != nil {
		return Files{}, fmt.Errorf("read the report of kind %s: %w", k.Name, err)
	}
	log, err := kinds.ReadFile(path.Join("kinds", k.Name, "sample.log"))
	if err != nil {
		return Files{}, fmt.Errorf("read the log of kind %s: %w", k.Name, err)
	}
	f := Files{Report: name + ".yaml", Log: "logs/" + name + ".log", LogFile: log, Events: strings.Count(string(log), "\n")}
	f.ReportFile = []byte(strings.NewReplacer(
		"__NAME__", name, "__GROUP__", group, "__SUBJECT__", subject(group), "__FILE__", f.Report, "__LOGS__", f.Log,
	).Replace(string(report)))
	return f, nil
}

// subject returns the last part of a log group's name, for a title.
func subject(group string) string {
	name := strings.TrimRight(group, "/:*")
	return name[strings.LastIndexAny(name, "/:")+1:]
}
