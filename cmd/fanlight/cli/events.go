package cli

import (
	"cmp"
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// events tells what concerns people while a run goes on. That one ended well is
// never told here; that it ended badly only if no judge will tell it.
type events struct {
	line   *statusLine
	judged bool
}

// Emit implements fanlight.EventSink.
func (n events) Emit(_ context.Context, event fanlight.Event) {
	quiet := event.Kind == fanlight.EventRunEnded || n.judged && event.Kind == fanlight.EventGaveUp
	if !quiet {
		n.line.note("fanlight: %s %s: %s", event.Kind, cmp.Or(string(event.Run), event.Report), clean(event.Detail))
	}
}
