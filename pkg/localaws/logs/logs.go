// Package logs is the embedded stand-in's core for CloudWatch Logs: log groups
// and events, and the life of Logs Insights queries with the service's states,
// statistics, errors and quotas.
//
// A Core is not safe for concurrent use, starts no goroutine, never blocks and
// reads no clock but its own. Operations have the SDK client's signatures.
package logs

import "time"

// The one account and Region that the stand-in has.
const (
	AccountID = "000000000000"
	Region    = "us-east-1"
)

// Core holds the log groups and queries of the one account.
type Core struct {
	now       func() time.Time
	quotas    Quotas
	script    func(Query) Execution // nil: queries run on the engine, as jobs
	groups    map[string]*group
	sources   map[string]Source // by group name
	catchAll  Source
	lastEvent int // the number of events ever put, which names the next one
	lastQuery int // the number of queries ever started
	byID      map[string]*query
	queries   []*query // those not yet forgotten, oldest first
	live      []*query // those Scheduled or Running when last looked at, oldest first
	waiting   []*Job   // not yet handed out, oldest first
	starts    pace
	reads     pace
	describes pace
}

// New returns a core without groups. The quotas are AWSQuotas for an account
// as AWS has it, or the zero value for one without limits.
func New(now func() time.Time, quotas Quotas) *Core {
	return &Core{
		now:       now,
		quotas:    quotas,
		groups:    map[string]*group{},
		sources:   map[string]Source{},
		byID:      map[string]*query{},
		starts:    newPace(quotas.StartPerSecond),
		reads:     newPace(quotas.ReadPerSecond),
		describes: newPace(quotas.DescribePerSecond),
	}
}
