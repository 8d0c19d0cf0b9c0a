// Package stack names one deployment of Fanlight, the table and the queues,
// and holds the clients that reach them. The actors are put together from it,
// on AWS and on a laptop alike.
package stack

import (
	"context"
	"log/slog"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
)

// Names are the resources of a deployment.
type Names struct {
	Table       string
	QueryQueue  string // URLs of the queues
	ReportQueue string
	Retention   time.Duration
}

// Stack is a deployment as an actor sees it.
type Stack struct {
	Names    Names
	DynamoDB ledger.API
	SQS      queue.API
	Logs     insights.API
	Clock    fanlight.Clock
	Random   fanlight.Random
	Events   fanlight.EventSink
	Log      slog.Handler // of the actors' logs; nil: discarded

	// Calls makes the calls of an invocation that overlap. Nil: one after the other,
	// in order.
	Calls func(context.Context) fanlight.Calls

	ChunkSize int // of the ledger, in bytes (see ledger.Ledger.WithChunks); 0: its default

	actor Function // see As
}

// Ledger returns the deployment's table.
func (s *Stack) Ledger() *ledger.Ledger {
	return ledger.New(s.DynamoDB, s.Names.Table, s.Clock, s.Names.Retention).WithChunks(s.ChunkSize)
}

// Queries returns the query queue.
func (s *Stack) Queries() *queue.Queue { return queue.New(s.SQS, s.Names.QueryQueue, s.Clock) }

// Reports returns the report queue.
func (s *Stack) Reports() *queue.Queue { return queue.New(s.SQS, s.Names.ReportQueue, s.Clock) }

// Insights returns the account's Logs Insights.
func (s *Stack) Insights() *insights.Client { return insights.New(s.Logs, s.Names.Table) }
