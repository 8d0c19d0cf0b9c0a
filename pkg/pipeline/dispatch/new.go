package dispatch

import "github.com/fanlight/fanlight/pkg/stack"

// New returns the dispatcher of a deployment.
func New(s *stack.Stack) *Dispatcher {
	return &Dispatcher{
		Ledger: s.Ledger(), Queries: s.Queries(), Settler: s.Settler(), Insights: s.Insights(),
		Clock: s.Clock, Random: s.Random, Notifier: s.Notifier,
	}
}
