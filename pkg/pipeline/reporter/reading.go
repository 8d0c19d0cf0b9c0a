package reporter

import (
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// reading reads the messages of a stored document. It holds the last one of those that
// are stored by themselves: destinations of one form share theirs, and reading it takes
// time.
type reading struct {
	messages []fanlight.Message // as the document holds them
	stored   string             // the place of the last one
	content  fanlight.Message
}

// to returns the message to a destination with its content.
func (r *reading) to(ctx context.Context, c claimed, name string) (fanlight.Message, error) {
	m := r.find(name)
	if m.Stored == "" {
		return m, nil
	}
	if m.Stored != r.stored {
		r.stored, r.content = "", fanlight.Message{} // one large message at a time
		content, err := c.ledger.Message(ctx, c.run, m)
		if err != nil {
			return m, err
		}
		r.stored, r.content = m.Stored, content
	}
	return m.WithContent(r.content), nil
}

func (r *reading) find(name string) fanlight.Message {
	for _, m := range r.messages {
		if m.Destination == name {
			return m
		}
	}
	return fanlight.Message{Destination: name}
}
