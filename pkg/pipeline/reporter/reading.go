package reporter

import (
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// reading holds the last message that was read of those that are stored by
// themselves: destinations of one form share theirs, and reading it takes time.
type reading struct {
	stored  string // its place
	content fanlight.Message
}

// message returns a message of the stored document with its content.
func (r *reading) message(ctx context.Context, c claimed, m fanlight.Message) (fanlight.Message, error) {
	if m.Stored == "" {
		return m, nil
	}
	if m.Stored != r.stored {
		*r = reading{} // one large message at a time
		content, err := c.ledger.Message(ctx, c.run, m)
		if err != nil {
			return m, err
		}
		*r = reading{m.Stored, content}
	}
	return m.WithContent(r.content), nil
}
