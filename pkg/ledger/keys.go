package ledger

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Attributes and keys of the table, which its owner (Terraform, or the
// stand-in) creates.
const (
	PartitionKey = "pk"
	SortKey      = "sk"
	ExpiryField  = "expires"  // TTL attribute, epoch seconds
	OpenIndex    = "open"     // sparse index of the open runs
	OpenField    = "open"     // its partition key: OpenValue, or absent
	DueField     = "deadline" // its sort key: the run's deadline, epoch milliseconds
	OpenValue    = "open"
)

const reports = "REPORTS"

func runKey(id fanlight.RunID, sk string) key { return key{"RUN#" + string(id), sk} }

func metaKey(id fanlight.RunID) key { return runKey(id, "META") }

func epochPK(id fanlight.RunID, epoch int) string {
	return fmt.Sprintf("RUN#%s#%d", id, epoch)
}

func progressKey(id fanlight.RunID, epoch, shard int) key {
	return key{epochPK(id, epoch), fmt.Sprintf("PROGRESS#%05d", shard)}
}

func claimKey(id fanlight.RunID, epoch, round int) key {
	return runKey(id, fmt.Sprintf("SEND#%d#%d", epoch, round))
}

func deliveryPrefix(epoch, round int) string {
	return fmt.Sprintf("DELIVERY#%d#%d#", epoch, round)
}

// settleMargin bounds the time from a run's deadline to its end: the hour before
// it is given up, and the tries of its reporter.
const settleMargin = 24 * time.Hour

// expires is the TTL of everything that belongs to the run's epoch except
// META. It is known when the epoch begins, so that no second write per item is
// needed at the end, and never falls before end + retention.
func (l *Ledger) expires(run fanlight.Run) int64 {
	return run.Deadline.Add(settleMargin + l.retention).Unix()
}

// expiresFromNow is the TTL of what a round writes or needs that may begin long after the
// epoch's deadline.
func (l *Ledger) expiresFromNow(run fanlight.Run) int64 {
	return max(l.expires(run), l.clock.Now().Add(settleMargin+l.retention).Unix())
}
