package cli

import (
	"cmp"
	"context"

	"github.com/fanlight/fanlight/pkg/pipeline"
)

// notices tells what concerns people while a run goes on; its end is told by
// judge.
type notices struct{ line *statusLine }

// Notify implements pipeline.Notifier.
func (n notices) Notify(_ context.Context, notice pipeline.Notice) {
	if notice.Kind != pipeline.NoticeRunEnded {
		n.line.note("fanlight: %s %s: %s", notice.Kind, cmp.Or(string(notice.Run), notice.Report), clean(notice.Detail))
	}
}
