package work

import "github.com/fanlight/fanlight/pkg/stack"

// New returns the worker of a deployment.
func New(s *stack.Stack, settings Settings) *Worker {
	return &Worker{
		Ledger: s.Ledger(), Queries: s.Queries(), Settler: s.Settler(), Insights: s.Insights(),
		Clock: s.Clock, Random: s.Random, Notifier: s.Notifier, Settings: settings,
	}
}
