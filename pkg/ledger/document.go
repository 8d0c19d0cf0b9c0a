package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// documentItem points at the one rendered document of an epoch.
type documentItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Attempt string `dynamodbav:"attempt"`
	Expires int64  `dynamodbav:"expires"`
}

func documentKey(id fanlight.RunID, epoch int) key {
	return runKey(id, fmt.Sprintf("DOCUMENT#%d", epoch))
}

func documentPrefix(attempt string) string { return "DOCUMENT#" + attempt + "#" }

// CreateDocument stores what was rendered for the run's epoch unless there is
// one, and returns the stored one: what is sent never changes (rule R3). The
// attempt's chunks are durable before the pointer names them; so must be the messages
// that are stored by themselves (Messages).
func (l *Ledger) CreateDocument(ctx context.Context, r fanlight.Run, attempt string, rendered fanlight.Rendered) (fanlight.Rendered, error) {
	if err := l.createChunks(ctx, r, documentPrefix(attempt), rendered); err != nil {
		return rendered, fmt.Errorf("store document of %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	k := documentKey(r.ID, r.Epoch)
	existing, err := l.create(ctx, documentItem{k.PK, k.SK, attempt, l.expires(r)})
	if err != nil || existing == nil {
		return rendered, err
	}
	return l.Document(ctx, r)
}

// Document reads the rendered document of the run's epoch. The error is
// ErrNotFound if there is none yet, and wraps fanlight.ErrNewer if a newer
// version rendered it.
func (l *Ledger) Document(ctx context.Context, r fanlight.Run) (fanlight.Rendered, error) {
	var rendered fanlight.Rendered
	var pointer documentItem
	if err := l.get(ctx, documentKey(r.ID, r.Epoch), &pointer); err != nil {
		return rendered, err
	}
	if err := l.assembleInto(ctx, epochPK(r.ID, r.Epoch), documentPrefix(pointer.Attempt), &rendered); err != nil {
		return rendered, fmt.Errorf("read document of %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	return rendered, nil
}

// EarlierDocument reads the document of the newest epoch before the run's that has one. The
// error is ErrNotFound if none has, and as that of Document else.
func (l *Ledger) EarlierDocument(ctx context.Context, r fanlight.Run) (d fanlight.Document, err error) {
	for r.Epoch--; r.Epoch > 0; r.Epoch-- {
		rendered, err := l.Document(ctx, r)
		if !errors.Is(err, ErrNotFound) {
			return rendered.Document, err
		}
	}
	return d, ErrNotFound
}

// KeepDocument extends the expiry of the document and its messages beyond the round
// that begins now (rule D5).
func (l *Ledger) KeepDocument(ctx context.Context, r fanlight.Run) error {
	var pointer documentItem
	if err := l.get(ctx, documentKey(r.ID, r.Epoch), &pointer); err != nil {
		return err
	}
	expires := l.expiresFromNow(r)
	for _, prefix := range []string{documentPrefix(pointer.Attempt), messagePrefix(pointer.Attempt)} {
		if err := l.keep(ctx, epochPK(r.ID, r.Epoch), prefix, expires); err != nil {
			return err
		}
	}
	return l.keep(ctx, pointer.PK, pointer.SK, expires)
}
