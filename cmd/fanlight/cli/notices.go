package cli

import (
	"cmp"
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// notices tells what concerns people while a run goes on. That one ended well is
// never told here; that it ended badly only if no judge will tell it.
type notices struct {
	line   *statusLine
	judged bool
}

// Notify implements fanlight.Notifier.
func (n notices) Notify(_ context.Context, notice fanlight.Notice) {
	quiet := notice.Kind == fanlight.NoticeRunEnded || n.judged && notice.Kind == fanlight.NoticeGaveUp
	if !quiet {
		n.line.note("fanlight: %s %s: %s", notice.Kind, cmp.Or(string(notice.Run), notice.Report), clean(notice.Detail))
	}
}
