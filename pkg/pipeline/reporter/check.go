package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// Inspector checks what the destinations of reports need, without sending anything.
type Inspector interface {
	Inspect(context.Context, []report.Report) []inspect.Finding
}

// checkVersion is the version of a Checked.
const checkVersion = 1

// Checked is the answer to an invocation that asks for a check. It holds no secret.
type Checked struct {
	Version  int               `json:"version"` // 1
	Program  string            `json:"program"` // version of the function; empty: not known
	Reports  int               `json:"reports"` // that were checked
	Findings []inspect.Finding `json:"findings"`
}

// Check reads the deployed reports and has their destinations checked. It writes nothing
// and sends nothing. A report that cannot be read is a finding. The program's version is part
// of the answer.
func (r *Reporter) Check(ctx context.Context, by Inspector, program string) Checked {
	checked := Checked{Version: checkVersion, Program: program, Findings: []inspect.Finding{}}
	deployed, err := r.ledger.Deployed(ctx)
	if err != nil {
		checked.Findings = append(checked.Findings, unreadable("deployed reports", err))
	}
	var all []report.Report
	for _, d := range deployed {
		definition, err := r.ledger.Definition(ctx, d.Name)
		switch {
		case errors.Is(err, ledger.ErrNotFound): // removed meanwhile
		case err != nil:
			checked.Findings = append(checked.Findings, unreadable("report "+d.Name, err))
		default:
			all = append(all, definition.Report)
		}
	}
	checked.Reports = len(all)
	checked.Findings = append(checked.Findings, by.Inspect(ctx, all)...)
	return checked
}

// unreadable is the finding for what cannot be read from the ledger.
func unreadable(what string, err error) inspect.Finding {
	return inspect.Finding{
		Check: "reports", State: inspect.Failed, Finding: fmt.Sprintf("the reporter cannot read the %s: %v", what, err), Remedy: "deploy again",
	}
}
