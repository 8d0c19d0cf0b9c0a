package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report/mailbox"
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
	Paused             bool     `json:"paused"`              // no edition is due: the schedule starts nothing
	Until              string   `json:"until"`               // the last day with an edition, in the time zone: 2026-12-31; empty: none
	EndDate            string   `json:"end_date"`            // the last second of that day, in UTC, RFC 3339; empty: none
	LogGroups          []string `json:"log_groups"`          // that queries read, by name or ARN: sorted, each once
	LogGroupPrefixes   []string `json:"log_group_prefixes"`  // that SOURCE selects groups by, as in Sources: sorted, each once
	LogGroupTags       []Tags   `json:"log_group_tags"`      // that SOURCE selects groups by, without a prefix: each once
	Secrets            []Secret `json:"secrets"`             // references: sorted, each once
	Senders            []string `json:"senders"`             // bare addresses that its mails come from: sorted, each once
	OwnerSenders       []string `json:"owner_senders"`       // those of them that mails to its owner come from
	Definition         Report   `json:"definition"`
	Bytes              int      `json:"bytes"`  // of the definition as JSON
	Packed             Packed   `json:"packed"` // the definition as it is stored
}

// Sources are the log groups that SOURCE names in the text of a query.
type Sources struct {
	LogGroups []string // names or ARNs
	// Prefixes are beginnings of names. Those of one account only have its ID before
	// them: 111122223333:/aws/lambda/.
	Prefixes []string
	Tags     []Tags // of one SOURCE each, without a prefix
}

// Tags select the log groups that have, for each key, one of its values.
type Tags map[string][]string

// Compile returns the form of reports that a deployment reads, by name. sources returns
// what SOURCE names in the text of a query, which this package does not parse. Compile
// fails for two reports of one name, and for a report beyond the limits
// ([Report.CheckLimits]).
func Compile(reports []*Report, sources func(query string) Sources) (*Compiled, error) {
	compiled := &Compiled{Version: compiledVersion, Reports: []CompiledReport{}}
	seen := map[string]bool{}
	for _, r := range reports {
		if seen[r.Name] {
			return nil, fmt.Errorf("compile reports: duplicate report %q: want a name for each", r.Name)
		}
		seen[r.Name] = true
		one, err := compileOne(r, sources)
		if err != nil {
			return nil, fmt.Errorf("compile reports: %w", err)
		}
		compiled.Reports = append(compiled.Reports, one)
	}
	slices.SortFunc(compiled.Reports, func(a, b CompiledReport) int { return strings.Compare(a.Name, b.Name) })
	return compiled, nil
}

func compileOne(r *Report, sources func(query string) Sources) (CompiledReport, error) {
	packed, err := r.Pack()
	one := CompiledReport{
		Name: r.Name, Hash: r.Hash(), Timezone: r.Timezone, Paused: r.Paused,
		Secrets: r.secrets(), Definition: *r, Bytes: len(r.canonical()), Packed: packed,
	}
	groups, prefixes, tags := r.AllLogGroups(), []string{}, []Tags{}
	for _, q := range r.Queries {
		named := sources(q.Text)
		groups, prefixes = append(groups, named.LogGroups...), append(prefixes, named.Prefixes...)
		tags = append(tags, named.Tags...)
	}
	one.LogGroups, one.LogGroupPrefixes, one.LogGroupTags = once(groups), once(prefixes), onceTags(tags)
	var unreadable error
	if one.Senders, one.OwnerSenders, unreadable = r.senders(); unreadable != nil {
		return one, unreadable
	}
	if r.Schedule != nil {
		one.ScheduleExpression, one.Timezone, one.Until = r.Schedule.Expression, r.Schedule.Timezone, r.Schedule.Until
		one.EndDate = endDate(*r.Schedule)
	}
	return one, errors.Join(r.CheckLimits(), err)
}

// endDate returns the last second of a schedule. AWS says that a schedule may start its
// target before its end date, and that it stops on or before this: a second before
// midnight is right by either.
//
// Source: docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html (EndDate)
func endDate(s Schedule) string {
	end, ends := s.End()
	if !ends {
		return ""
	}
	return end.Add(-time.Second).Format(time.RFC3339)
}

// once returns the texts sorted, each once.
func once(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// onceTags returns the tags in the order of their JSON form, each once.
func onceTags(tags []Tags) []Tags {
	form := func(t Tags) string {
		data, _ := json.Marshal(t) // texts: it cannot fail
		return string(data)
	}
	slices.SortFunc(tags, func(a, b Tags) int { return strings.Compare(form(a), form(b)) })
	return slices.CompactFunc(tags, func(a, b Tags) bool { return form(a) == form(b) })
}

// AllLogGroups returns the log groups of all queries, sorted, each once: those that are
// parameters of StartQuery, without those that SOURCE names.
func (r *Report) AllLogGroups() []string {
	all := []string{}
	for _, q := range r.Queries {
		all = append(all, q.LogGroups...)
	}
	return once(all)
}

// secrets returns the references to the secrets that the report's destinations
// and its owner need, sorted, each once.
func (r *Report) secrets() []Secret {
	all := []Secret{}
	for _, d := range r.destinations() {
		all = append(all, d.secrets()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// senders returns the addresses that mails of the report come from, and those that mails to
// its owner come from. IAM compares an address without its name (ses:FromAddress,
// docs.aws.amazon.com/ses/latest/dg/sending-authorization-policy-examples.html).
func (r *Report) senders() (all, ofOwner []string, err error) {
	all, ofOwner = []string{}, []string{}
	for _, d := range r.destinations() {
		if d.Email == nil {
			continue
		}
		m, err := mailbox.Parse(d.Email.From)
		if err != nil {
			return nil, nil, fmt.Errorf("report %q: the sender of %s %w", r.Name, d.Name, err)
		}
		all = append(all, m.Address)
	}
	if r.Owner != nil && r.Owner.Email != nil {
		ofOwner = append(ofOwner, all[len(all)-1])
	}
	return once(all), ofOwner, nil
}

// destinations returns where the report goes, its owner last.
func (r *Report) destinations() []Destination {
	all := slices.Clone(r.Deliver)
	if r.Owner != nil {
		all = append(all, *r.Owner)
	}
	return all
}
