package report

import (
	"fmt"
	"slices"
	"strings"
)

// CompiledVersion is the version of the compiled form.
const CompiledVersion = 1

// Compiled is the one file that a deployment reads. Its JSON form has the same
// bytes for the same reports, and every key is always there.
type Compiled struct {
	Version int              `json:"version"`
	Reports []CompiledReport `json:"reports"` // by name
}

// CompiledReport is a report and what a deployment must know of it without
// reading its definition.
type CompiledReport struct {
	Name               string   `json:"name"`
	Hash               string   `json:"hash"`                // of the definition
	ScheduleExpression string   `json:"schedule_expression"` // empty: started by hand only
	Timezone           string   `json:"timezone"`            // of the schedule; without one, of the report
	LogGroups          []string `json:"log_groups"`          // of all queries: sorted, each once
	Secrets            []Secret `json:"secrets"`             // references: sorted, each once
	Definition         Report   `json:"definition"`
}

// MaxDefinition is the most bytes of a definition as JSON: it becomes one item
// of the ledger, of which DynamoDB takes 400 KB with its keys.
const MaxDefinition = 390_000

// Compile puts reports into the form that a deployment reads. Two reports of
// one name, and one that is too large for the ledger, are refused.
func Compile(reports []*Report) (*Compiled, error) {
	compiled := &Compiled{Version: CompiledVersion, Reports: []CompiledReport{}}
	seen := map[string]bool{}
	for _, r := range reports {
		if seen[r.Name] {
			return nil, fmt.Errorf("compile reports: two are named %q", r.Name)
		}
		seen[r.Name] = true
		if size := len(r.canonical()); size > MaxDefinition {
			return nil, fmt.Errorf("compile reports: %q has %d bytes as JSON, the ledger takes %d: split the report", r.Name, size, MaxDefinition)
		}
		compiled.Reports = append(compiled.Reports, compileOne(r))
	}
	slices.SortFunc(compiled.Reports, func(a, b CompiledReport) int { return strings.Compare(a.Name, b.Name) })
	return compiled, nil
}

func compileOne(r *Report) CompiledReport {
	one := CompiledReport{
		Name: r.Name, Hash: r.Hash(), Timezone: r.Timezone,
		LogGroups: r.AllLogGroups(), Secrets: r.Secrets(), Definition: *r,
	}
	if r.Schedule != nil {
		one.ScheduleExpression, one.Timezone = r.Schedule.Expression, r.Schedule.Timezone
	}
	return one
}

// AllLogGroups returns the log groups of all queries, sorted, each once.
func (r *Report) AllLogGroups() []string {
	all := []string{}
	for _, q := range r.Queries {
		all = append(all, q.LogGroups...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Secrets returns the references of the secrets that the report's destinations
// and its owner need, sorted, each once.
func (r *Report) Secrets() []Secret {
	all := []Secret{}
	for _, d := range r.destinations() {
		if d.Telegram != nil {
			all = append(all, d.Telegram.Token)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (r *Report) destinations() []Destination {
	all := slices.Clone(r.Deliver)
	if r.Owner != nil {
		all = append(all, *r.Owner)
	}
	return all
}
