package logs

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// Region is the Region of the stand-in; accountID is its account.
const (
	Region    = "us-east-1"
	accountID = "000000000000"
)

// Core has the log groups and the queries of the account. Its operations have the signatures
// of the SDK's client.
type Core struct {
	// Memory is how many bytes of rows and groups the engine keeps for a query at most; beyond
	// it the query fails. 0 is cwli.DefaultMemory, in which the 10,000 rows of AWS fit if they
	// are short.
	Memory int64

	// Results says for how long queries that have ended are kept.
	Results Results

	now       func() time.Time
	quotas    Quotas
	script    func(Query) Execution // nil: the engine runs queries, as jobs
	groups    map[string]*group
	policies  map[string]types.ResourcePolicy // by name
	targets   map[string]*destination         // of subscriptions, by name
	delivery  delivery
	ignored   []string
	sources   map[string]Source // by group name
	catchAll  Source
	lastEvent int // number of events so far; the next pointer is made from it
	lastQuery int // number of queries so far; the next ID is made from it
	byID      map[string]*query
	queries   []*query // whose results are kept, oldest first
	kept      int64    // bytes of the queries that have ended
	live      []*query // Scheduled or Running at the last advance, oldest first
	waiting   []*Job   // for TakeJobs, oldest first
	starts    limiter
	reads     limiter
	describes limiter
}

// New returns a Core without groups. now is its clock.
func New(now func() time.Time, quotas Quotas) *Core {
	return &Core{
		now:       now,
		quotas:    quotas,
		groups:    map[string]*group{},
		policies:  map[string]types.ResourcePolicy{},
		targets:   map[string]*destination{},
		delivery:  newDelivery(),
		sources:   map[string]Source{},
		byID:      map[string]*query{},
		starts:    limiter{perSecond: quotas.StartPerSecond},
		reads:     limiter{perSecond: quotas.ReadPerSecond},
		describes: limiter{perSecond: quotas.DescribePerSecond},
	}
}
