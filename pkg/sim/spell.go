package sim

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// maxSpell is how long a service refuses calls at most.
const maxSpell = 6 * time.Minute

// services are those of the calls, as policies name them.
var services = map[string]string{
	"GetItem": "dynamodb", "Query": "dynamodb", "PutItem": "dynamodb", "UpdateItem": "dynamodb", "BatchWriteItem": "dynamodb",
	"SendMessageBatch": "sqs", "ReceiveMessage": "sqs", "DeleteMessageBatch": "sqs", "ChangeVisibility": "sqs", "GetQueueAttributes": "sqs",
	"StartQuery": "logs", "GetQueryResults": "logs", "StopQuery": "logs", "DescribeQueries": "logs",
}

// refusedForMinutes returns the fault of a call that its service refuses for minutes:
//   - of every caller, while a policy changes: "changes that you make in IAM ... might not be
//     immediately visible" (IAM user guide, "Troubleshoot IAM")
//   - of writes to one partition, which takes 1,000 units a second, and less while it splits
//     (DynamoDB developer guide, "Burst and adaptive capacity")
func (s *simulation) refusedForMinutes(c Call) Fault {
	if s.spell(Denied, services[c.Op]) {
		return Denied
	}
	if s.spell(PartitionBusy, writtenPartition(c)) {
		return PartitionBusy
	}
	return NoFault
}

// refusal names calls that are refused: those of a service, or writes of a partition.
type refusal struct {
	kind Fault
	of   string
}

// spell reports whether a kind of calls is refused now. Its spell begins with some call.
func (s *simulation) spell(kind Fault, of string) bool {
	if of == "" || s.drawn.likely[kind] == 0 {
		return false
	}
	what := refusal{kind, of}
	if !s.Clock.now.Before(s.spells[what]) {
		if s.rng.IntN(20) > 0 || s.faults.pick(kind) == NoFault {
			return false
		}
		s.spells[what] = earliest(s.drawn.until, s.Clock.now.Add(s.upTo(maxSpell)))
	}
	return true
}

// denied notes that a query may fail for want of a permission (rule W5).
func (s *simulation) denied(c Call) {
	switch in := c.Input.(type) {
	case *cloudwatchlogs.StartQueryInput:
		if !isEstimate(*in.QueryString) {
			s.explain(parseToken(*in.QueryString), Denied)
		}
	case *cloudwatchlogs.GetQueryResultsInput:
		if q := s.scripts[*in.QueryId]; !q.estimate {
			s.explain(q.Query, Denied)
		}
	}
}

// writtenPartition returns the partition that a call writes; empty for one that writes none.
func writtenPartition(c Call) string {
	switch in := c.Input.(type) {
	case *dynamodb.PutItemInput:
		return str(in.Item, "pk")
	case *dynamodb.UpdateItemInput:
		return str(in.Key, "pk")
	case *dynamodb.BatchWriteItemInput: // of one epoch
		for _, requests := range in.RequestItems {
			return str(requests[0].PutRequest.Item, "pk")
		}
	}
	return ""
}
