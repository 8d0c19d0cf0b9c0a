package report

import (
	"fmt"
	"slices"
	"strings"
)

// compiledVersion is the version of the compiled form.
const compiledVersion = 1

// Compiled is the one file that a deployment reads. Its JSON form has the same
// bytes for the same reports, and every key is always there.
type Compiled struct {
	Version int              `json:"version"`
	Reports []CompiledReport `json:"reports"` // by name
}

// CompiledReport is a report with the parts of it that Terraform needs, which
// does not read the definition.
type CompiledReport struct {
	Name               string   `json:"name"`
	Hash               string   `json:"hash"`                // of the definition
	ScheduleExpression string   `json:"schedule_expression"` // empty: started by hand only
	Timezone           string   `json:"timezone"`            // of the schedule; without one, of the report
	LogGroups          []string `json:"log_groups"`          // of all queries: sorted, each once
	Secrets            []Secret `json:"secrets"`             // references: sorted, each once
	Definition         Report   `json:"definition"`
}

// maxDefinition is the largest definition in bytes of JSON. It becomes one item
// of the ledger, and an item of DynamoDB holds 400 KB with its keys.
//
// Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const maxDefinition = 390_000

// Compile returns the form of reports that a deployment reads, by name. It fails
// for two reports of one name, and for a report that is too large for the ledger
// (390,000 bytes as JSON).
func Compile(reports []*Report) (*Compiled, error) {
	compiled := &Compiled{Version: compiledVersion, Reports: []CompiledReport{}}
	seen := map[string]bool{}
	for _, r := range reports {
		if seen[r.Name] {
			return nil, fmt.Errorf("compile reports: duplicate report %q: want a name for each", r.Name)
		}
		seen[r.Name] = true
		if size := len(r.canonical()); size > maxDefinition {
			return nil, fmt.Errorf("compile reports: report %q has %d bytes as JSON: want at most %d (split the report)", r.Name, size, maxDefinition)
		}
		compiled.Reports = append(compiled.Reports, compileOne(r))
	}
	slices.SortFunc(compiled.Reports, func(a, b CompiledReport) int { return strings.Compare(a.Name, b.Name) })
	return compiled, nil
}

func compileOne(r *Report) CompiledReport {
	one := CompiledReport{
		Name: r.Name, Hash: r.Hash(), Timezone: r.Timezone,
		LogGroups: r.AllLogGroups(), Secrets: r.secrets(), Definition: *r,
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

// secrets returns the references to the secrets that the report's destinations
// and its owner need, sorted, each once.
func (r *Report) secrets() []Secret {
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
