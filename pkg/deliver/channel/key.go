package channel

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Key returns the idempotency key of a message as it is sent: every try of a part
// has the same one, and nothing else has it: a resend is another delivery. It depends on
// the run, its epoch, the round, the destination and the part. A message to an owner has no record of what
// was sent: its key depends on its texts instead of the epoch. The key has 35 letters,
// digits and _.
func Key(m fanlight.Message) string {
	h := sha256.New()
	// A hash takes every write.
	_, _ = fmt.Fprintf(h, "%q %d %d %q %d", m.Run, m.Epoch, m.Round, m.Destination, m.Part)
	if m.Epoch == 0 {
		_, _ = fmt.Fprintf(h, " %q %q %q %q", m.Subject, m.Text, m.HTML, m.Parts)
	}
	return "fl_" + hex.EncodeToString(h.Sum(nil)[:16])
}
