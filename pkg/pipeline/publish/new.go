package publish

import (
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

// New returns the reporter of a deployment. The timeout is that of the function
// that it runs in; zero means two minutes.
func New(s *stack.Stack, sender Sender, timeout time.Duration) *Publisher {
	return &Publisher{
		Ledger: s.Ledger(), Sender: sender, Clock: s.Clock, Random: s.Random, Notifier: s.Notifier, Timeout: timeout,
	}
}
