package sweep

import (
	"time"

	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
	"github.com/fanlight/fanlight/pkg/stack"
)

// New returns the janitor of a deployment. It tells owners what it gave up on
// through the sender.
func New(s *stack.Stack, sender publish.Sender, timeout time.Duration, settings Settings) *Sweeper {
	return &Sweeper{
		Ledger: s.Ledger(), Letters: s.Letters(), Settler: s.Settler(),
		Dispatcher: dispatch.New(s), Publisher: publish.New(s, sender, timeout),
		Clock: s.Clock, Notifier: s.Notifier, Settings: settings,
	}
}
