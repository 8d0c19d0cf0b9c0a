package oracle

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// maxResent is how often a shard's queries are sent again (rule J2).
const maxResent = 5

// finds takes note of a shard that a janitor reads. With queries that are quiet for half of the time
// it is to be doubted, unless it is already (rule J2).
func (o *Oracle) finds(p *Process, it item) {
	key := keyName(it)
	r := o.run(runOf(str(it, "pk")))
	if !p.is(janitor) || !r.open || r.newer || epochOf(str(it, "pk")) != r.epoch || !r.at(r.epoch).runsSince(p.begun) || num(it, "resent") >= maxResent {
		return
	}
	half := o.set.Quiet / 2 << num(it, "resent")
	if deadline := stamp(r.meta, "deadline"); !p.clock().Add(2*o.set.Skew).Before(deadline) || stamp(it, "doubted").After(stamp(it, "changed")) {
		return
	}
	if quietSince(it).Add(half + 2*o.set.Skew).Before(p.clock()) {
		if p.quiet == nil {
			p.quiet = map[string]bool{}
		}
		p.quiet[key] = true
	}
}

// runsSince reports whether META said before a time that the epoch runs.
func (e *epochState) runsSince(t time.Time) bool { return !e.running.IsZero() && e.running.Before(t) }

// quietSince returns since when nothing was on record of some unsettled query of a shard, a time in
// the future if there is none.
func quietSince(it item) time.Time {
	since := stamp(it, "changed").Add(1000 * day)
	for i := range num(it, "size") {
		index := shardSize*shardOfKey(str(it, "sk")) + i
		if str(it, "w"+strconv.Itoa(index)) != "" {
			continue
		}
		at := latest(stamp(it, "changed"), time.Unix(int64(num(it, "h"+strconv.Itoa(index))), 0))
		if at.Before(since) {
			since = at
		}
	}
	return since
}

// shardOfKey returns the number of a shard by its sort key.
func shardOfKey(sk string) int {
	n, err := strconv.Atoi(sk[len("PROGRESS#"):])
	return must(n, err)
}

// counted takes note of whether messages wait in the query queue: then none is lost.
func (p *Process) counted(out *sqs.GetQueueAttributesOutput) {
	waiting, counted := out.Attributes[string(sqstypes.QueueAttributeNameApproximateNumberOfMessages)]
	p.emptied = p.emptied || waiting == "0"
	p.backlog = p.backlog || counted && waiting != "0"
}

// checkEmptied holds rule J2: a janitor doubts a shard, or sends its queries again, only after it
// has seen that no message waits.
func (o *Oracle) checkEmptied(p *Process, e *epochState, does string) {
	if p.is(janitor) && e.runsSince(p.begun) && !p.emptied {
		o.violate("J2", "%s %s of %s epoch %d, and did not see that no message waits", p.Name, does, e.run.id, e.number)
	}
}

// checkDoubted holds rule J2: a sweep doubts a quiet shard while the queue is empty, so that what is
// lost is sent again in time. The process ended well, and no fault struck it.
func (o *Oracle) checkDoubted(p *Process) {
	for key := range p.quiet {
		pk, _, _ := strings.Cut(key, " ")
		if r := o.run(runOf(pk)); !p.backlog && r.open && epochOf(pk) == r.epoch {
			o.violate("J2", "%s finds %s quiet for half of the time, and does not doubt it", p.Name, key)
		}
	}
}
