package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkWorker says from the newest run of each report whether the worker's role may do
// what its policy grants: start queries on the log groups, read and stop them. Nobody
// else can try that role.
func (d *Doctor) checkWorker(ctx context.Context) []Check {
	var problems []Check
	seen := evidence{}
	for _, r := range d.reports {
		id, err := d.ledger.Newest(ctx, r.Name)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err == nil {
			problems, err = d.judge(ctx, id, r, &seen, problems)
		}
		if err != nil {
			problems = append(problems, skipped("worker role", "%s: %s", r.Name, reason(err)))
		}
	}
	if seen.good == 0 && len(problems) == 0 {
		c := skipped("worker role", "no query of a deployed report has run yet")
		c.Remedy = "fanlight start REPORT --wait"
		return []Check{c}
	}
	return or(problems, ok("worker role", "%s", seen))
}

// evidence counts what the worker's role was allowed to do.
type evidence struct {
	good                 int
	encrypted, linked    int // log groups
	encryptedOK, otherOK int // of them, those that a good query has read
}

// String returns "StartQuery and GetQueryResults were allowed: 4 queries in the newest runs".
func (e evidence) String() string {
	words := fmt.Sprintf("StartQuery and GetQueryResults were allowed: %d good in the newest runs", e.good)
	if e.encrypted > 0 {
		words += fmt.Sprintf("; on %d of %d encrypted log groups", e.encryptedOK, e.encrypted)
	}
	if e.linked > 0 {
		words += fmt.Sprintf("; on %d of %d of linked accounts", e.otherOK, e.linked)
	}
	return words
}

// judge adds what the newest run of a report says.
func (d *Doctor) judge(ctx context.Context, id fanlight.RunID, r report.Report, seen *evidence, problems []Check) ([]Check, error) {
	run, err := d.ledger.Run(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrNoDefinition) {
		return problems, nil // it has expired
	}
	if err != nil {
		return problems, err
	}
	queries, err := d.ledger.QueryDetails(ctx, run)
	good := map[string]bool{}
	for _, q := range queries {
		switch {
		case fanlight.Outcome(q.State).Good():
			good[q.ID] = true
			seen.good++
		case denial().MatchString(q.Error):
			problems = append(problems, failed("worker role", "deploy: it grants the log groups that the reports name", "%s: %s: %s", id, q.ID, q.Error))
		}
	}
	d.count(r, good, seen)
	return problems, err
}

// denial matches the words of a call that the role may not make.
var denial = lazyregexp.New(`not authorized|AccessDenied`)

// count counts the encrypted log groups and those of other accounts.
func (d *Doctor) count(r report.Report, good map[string]bool, seen *evidence) {
	for _, name := range r.AllLogGroups() {
		read := slices.ContainsFunc(r.Queries, func(q report.Query) bool { return good[q.ID] && slices.Contains(q.LogGroups, name) })
		if d.groups[name].encrypted {
			seen.encrypted++
			seen.encryptedOK += one(read)
		}
		if parts := strings.Split(name, ":"); len(parts) > 4 && parts[4] != d.account() {
			seen.linked++
			seen.otherOK += one(read)
		}
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
