package local

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// before is the stack that had the data folder before. The zero value means that there was none.
type before struct {
	last     time.Time // of its changes
	deployed []ledger.Deployed
}

func (b before) existed() bool { return !b.last.IsZero() }

// keep goes on with the data folder, if there is one.
func (s *Stack) keep() (err error) {
	if s.options.Data != "" {
		s.before.last, err = s.account.Keep(s.options.Data)
	}
	return err
}

// existing are tables of which some may exist.
type existing struct{ *dynamodb.Client }

// CreateTable implements stack.Tables. A table that exists is one of the stack that had the data
// folder before.
func (e existing) CreateTable(ctx context.Context, in *dynamodb.CreateTableInput, options ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error) {
	out, err := e.Client.CreateTable(ctx, in, options...)
	if _, exists := errors.AsType[*types.ResourceInUseException](err); exists {
		return &dynamodb.CreateTableOutput{}, nil
	}
	return out, err
}

// takeBack makes visible what the functions of the stack that had the data folder before have
// received: they ended with it.
func (s *Stack) takeBack() {
	if !s.before.existed() {
		return
	}
	for _, url := range []string{s.stack.Names.QueryQueue, s.stack.Names.ReportQueue} {
		s.account.Return(url)
	}
}

// deploy writes the definitions of the stack's reports, and removes all others, as Terraform does on
// AWS.
func (s *Stack) deploy(ctx context.Context) error {
	if s.before.existed() {
		if err := s.undeploy(ctx); err != nil {
			return fmt.Errorf("deploy the reports over those of the data folder: %w", err)
		}
	}
	for _, r := range s.options.Reports {
		if err := s.Ledger().PutDefinition(ctx, ledger.Definition{Report: *r, Hash: r.Hash()}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stack) undeploy(ctx context.Context) (err error) {
	s.before.deployed, err = s.Ledger().Deployed(ctx)
	for _, d := range s.before.deployed {
		if !slices.ContainsFunc(s.options.Reports, func(r *report.Report) bool { return r.Name == d.Name }) {
			err = errors.Join(err, s.Ledger().DeleteDefinition(ctx, d.Name))
		}
	}
	return err
}

// catchUp is how long before its start a stack with a data folder starts editions that were due:
// older ones are the janitor's (rule J8).
const catchUp = 10 * time.Minute

// from returns the time after which editions of a report are due. A stack that goes on with a data
// folder begins a minute before the last change there: what was due earlier has been started. To
// start an edition again is harmless (rule D1).
func (s *Stack) from(name string, schedule report.Schedule) time.Time {
	now := s.stack.Clock.Now()
	if !slices.ContainsFunc(s.before.deployed, func(d ledger.Deployed) bool {
		return d.Name == name && d.Schedule != nil && *d.Schedule == schedule
	}) {
		return now
	}
	from := s.before.last.Add(-time.Minute)
	if earliest := now.Add(-catchUp); from.Before(earliest) {
		return earliest
	}
	return from
}

// Resumed are the runs that were open when the stack that had the data folder before ended. last is the
// time of its last change, zero if there was none.
func (s *Stack) Resumed(ctx context.Context) (open []fanlight.RunID, last time.Time, err error) {
	if s.before.existed() {
		open, err = s.Ledger().OpenRuns(ctx)
	}
	return open, s.before.last, err
}

// Patience is how long a run may rest after a restart: the lease of a reporter that ended with the
// process, and the janitor's interval.
const Patience = 5 * time.Minute
