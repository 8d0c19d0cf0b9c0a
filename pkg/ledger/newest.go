package ledger

import (
	"context"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Newest returns the run of a report whose scheduled time is the last, of those in the
// listing of the report. The error is ErrNotFound if there is none.
func (l *Ledger) Newest(ctx context.Context, report string) (fanlight.RunID, error) {
	const prefix = "RUN#"
	items, err := l.newest(ctx, "REPORT#"+report, prefix, "RUN$", 1)
	if err == nil && len(items) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("find the newest run of %s: %w", report, err)
	}
	var k key
	if err := decode(items[0], &k); err != nil {
		return "", err
	}
	return fanlight.RunID(strings.TrimPrefix(k.SK, prefix)), nil
}
