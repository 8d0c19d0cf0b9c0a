package sim

import (
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// itemHash returns the hash of an item.
func itemHash(it item) uint64 {
	h := uint64(len(it))
	for name, value := range it {
		h += mix(hashText(name), valueHash(value))
	}
	return h
}

func valueHash(value types.AttributeValue) uint64 {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return mix(1, hashText(v.Value))
	case *types.AttributeValueMemberN:
		return mix(2, hashText(v.Value))
	case *types.AttributeValueMemberB:
		return mix(3, maphash.Bytes(hashSeed, v.Value))
	}
	return (&deepHash{}).of(value)
}

func itemsHash(items []item) (h uint64) {
	for _, it := range items {
		h = mix(h, itemHash(it))
	}
	return h
}

// answerHash returns the hash of what a process learns from the answer to a call.
func answerHash(out any, err error) uint64 {
	if err != nil {
		h := hashText(err.Error())
		if refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
			h = mix(h, itemHash(refused.Item))
		}
		return h
	}
	switch o := out.(type) {
	case *dynamodb.GetItemOutput:
		return itemHash(o.Item)
	case *dynamodb.UpdateItemOutput:
		return itemHash(o.Attributes)
	case *dynamodb.QueryOutput:
		return mix(itemsHash(o.Items), itemHash(o.LastEvaluatedKey))
	case *sqs.ReceiveMessageOutput:
		h := uint64(len(o.Messages))
		for _, m := range o.Messages {
			h = mixAll(h, hashText(*m.ReceiptHandle), hashText(*m.Body))
		}
		return h
	case *sqs.GetQueueAttributesOutput:
		return (&deepHash{}).of(o.Attributes)
	case *cloudwatchlogs.StartQueryOutput:
		return hashText(*o.QueryId)
	case *cloudwatchlogs.GetQueryResultsOutput:
		return mixAll(hashText(string(o.Status)), uint64(len(o.Results)), hashText(aws.ToString(o.NextToken)))
	case *cloudwatchlogs.DescribeQueriesOutput:
		h := uint64(len(o.Queries))
		for _, q := range o.Queries {
			h = mixAll(h, hashText(*q.QueryId), hashText(string(q.Status)))
		}
		return h
	case *string:
		return hashText(*o)
	case *dynamodb.PutItemOutput, *dynamodb.BatchWriteItemOutput, *sqs.SendMessageBatchOutput, *sqs.DeleteMessageBatchOutput,
		*sqs.ChangeMessageVisibilityBatchOutput, *cloudwatchlogs.StopQueryOutput:
		return 1 // no service fails in part here
	}
	panic(fmt.Sprintf("hash a state: no hash of an answer of type %T", out))
}
