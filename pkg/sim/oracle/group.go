package oracle

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// checkGroups holds rule D1: all messages of a report form one group, whichever run or
// epoch they are of, and no other report's are in it. A queue is fair between groups.
func (o *Oracle) checkGroups(p *Process, in *sqs.SendMessageBatchInput) {
	if *in.QueueUrl != o.set.QueryQueue {
		return
	}
	for _, entry := range in.Entries {
		report, group := reportOf(o.parseQuery(*entry.MessageBody).Run), aws.ToString(entry.MessageGroupId)
		before, known := o.groups[report]
		if !known {
			o.groups[report] = group
		}
		if known && before != group || group == "" {
			o.violate("D1", "%s sends a message of %s in the group %q, those before are in %q", p.Name, report, group, before)
		}
		for other, of := range o.groups {
			if other != report && of == group {
				o.violate("D1", "%s sends a message of %s in the group %q of %s", p.Name, report, group, other)
			}
		}
	}
}

// checkLayout holds rule G8: what begins an epoch or a round writes the oldest layout that
// has all that is on META. So the version before can work on what has nothing new.
func (o *Oracle) checkLayout(p *Process, r *runState) {
	want := plainLayout
	if str(r.meta, "audience") != "" {
		want = audienceLayout
	}
	if got := num(r.meta, "layout"); got != want && !p.is(older) && !r.newer && !r.wasNewer {
		o.violate("G8", "%s begins epoch %d round %d of %s in layout %d, and %d has all of it", p.Name, r.epoch, r.round, r.id, got, want)
	}
}

// Layouts of META (rule D7).
const (
	plainLayout    = 1
	audienceLayout = 2 // with an audience
)
