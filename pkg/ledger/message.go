package ledger

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// inlineChunks is how many chunks' bytes of messages a document holds itself.
const inlineChunks = 4

// Messages are the messages of a document on their way into the ledger. The document
// itself holds the first ones, while they are small together; each further one is
// stored by itself. So memory holds one large message at a time, however many
// destinations a report has.
type Messages struct {
	ledger  *Ledger
	run     fanlight.Run
	attempt string
	inline  int // bytes in the document
	stored  int // messages that are stored by themselves
}

// NewMessages returns the writer of the messages of the document that the attempt
// renders for the run's epoch.
func (l *Ledger) NewMessages(r fanlight.Run, attempt string) *Messages {
	return &Messages{ledger: l, run: r, attempt: attempt}
}

// Add returns a message as the document is to hold it. A message that does not fit
// there is durable when Add returns, and Ledger.Message reads it. A message that Add
// returned is added again without effect: destinations may share it.
func (m *Messages) Add(ctx context.Context, message fanlight.Message) (fanlight.Message, error) {
	size := message.Size()
	if message.Stored != "" || m.inline+size <= inlineChunks*m.ledger.chunk {
		m.inline += size
		return message, nil
	}
	place := fmt.Sprintf("%s#%d", m.attempt, m.stored)
	if err := m.ledger.createChunks(ctx, m.run, messagePrefix(place), message); err != nil {
		return message, fmt.Errorf("store the message to %s of %s: %w", message.Destination, m.run.ID, err)
	}
	m.stored++
	message = message.WithContent(fanlight.Message{})
	message.Stored = place
	return message, nil
}

func messagePrefix(place string) string { return "MESSAGE#" + place + "#" }

// CheckDocument reads the rendered document of the run's epoch and every message. The
// error wraps ErrNotFound if a part is not there, and fanlight.ErrNewer if a newer
// version wrote one.
func (l *Ledger) CheckDocument(ctx context.Context, r fanlight.Run) error {
	rendered, err := l.Document(ctx, r)
	seen := map[string]bool{}
	for _, m := range rendered.Messages {
		if err == nil && !seen[m.Stored] {
			seen[m.Stored] = true
			_, err = l.Message(ctx, r, m)
		}
	}
	return err
}

// Message returns a message of the run's stored document with its content. The error
// wraps ErrNotFound if it is stored by itself and not there.
func (l *Ledger) Message(ctx context.Context, r fanlight.Run, m fanlight.Message) (fanlight.Message, error) {
	if m.Stored == "" {
		return m, nil
	}
	var content fanlight.Message
	if err := l.assembleInto(ctx, epochPK(r.ID, r.Epoch), messagePrefix(m.Stored), &content); err != nil {
		return m, fmt.Errorf("read the message to %s of %s epoch %d: %w", m.Destination, r.ID, r.Epoch, err)
	}
	return m.WithContent(content), nil
}
