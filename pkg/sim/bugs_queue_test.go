package sim

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// ungrouped sends each message in a group of its own.
func ungrouped(_ *Process, in any) change {
	if s, ok := in.(*sqs.SendMessageBatchInput); ok {
		for i, e := range s.Entries {
			s.Entries[i].MessageGroupId = e.MessageBody
		}
	}
	return unchanged
}

// hidingFor replaces the time for which messages are hidden by processes of a function.
func hidingFor(function string, other func(seconds int32) int32) plantedBug {
	return func(p *Process, in any) change {
		if v, ok := in.(*sqs.ChangeMessageVisibilityBatchInput); ok && strings.HasPrefix(p.name, function) {
			for i := range v.Entries {
				v.Entries[i].VisibilityTimeout = other(v.Entries[i].VisibilityTimeout)
			}
		}
		return unchanged
	}
}

// unrenewed hides nothing again that a worker has.
func unrenewed(p *Process, in any) change {
	if v, ok := in.(*sqs.ChangeMessageVisibilityBatchInput); ok && strings.HasPrefix(p.name, "worker") && v.Entries[0].VisibilityTimeout == 90 {
		return skipped
	}
	return unchanged
}

// kept hides what a worker gives back.
func kept(seconds int32) int32 { return max(seconds, 90) }

// sooner lets a message return before its claim's lease ends.
func sooner(seconds int32) int32 { return max(0, seconds-2) }
