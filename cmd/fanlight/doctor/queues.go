package doctor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/stack"
)

// callCost is the price of a call of SQS in us-east-1, in dollars (https://aws.amazon.com/sqs/pricing/).
const callCost = 0.40e-6

// checkQueues compares the queues with those that the functions need, and looks for dead
// letters.
func (d *Doctor) checkQueues(ctx context.Context) []Check {
	var problems []Check
	for _, q := range stack.Queues {
		problems = append(problems, d.checkQueue(ctx, q)...)
		problems = append(problems, d.checkDeadLetters(ctx, q.DeadLetters())...)
	}
	return priced(or(problems, ok("queues", "%d queues as deployed, no dead letter", 2*len(stack.Queues))), 4*float64(len(stack.Queues))*callCost)
}

// attributes reads a queue's attributes. The check is nil if they could be read.
func (d *Doctor) attributes(ctx context.Context, q stack.Queue) (map[string]string, *Check) {
	name := q.In(d.name)
	found, err := d.queues.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: &name})
	if missing(err) {
		c := failed("queues", "deploy", "there is no queue %s", name)
		return nil, &c
	}
	if err != nil {
		c := d.unanswered("queues", err)
		return nil, &c
	}
	out, err := d.queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: found.QueueUrl, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll},
	})
	if err != nil {
		c := d.unanswered("queues", err)
		return nil, &c
	}
	out.Attributes[url] = aws.ToString(found.QueueUrl)
	return out.Attributes, nil
}

// url is the key of a queue's URL among its attributes.
const url = "url"

func missing(err error) bool {
	var gone *types.QueueDoesNotExist
	return errors.As(err, &gone)
}

// checkQueue checks a queue that feeds a function.
func (d *Doctor) checkQueue(ctx context.Context, q stack.Queue) (problems []Check) {
	attributes, unread := d.attributes(ctx, q)
	if unread != nil {
		return []Check{*unread}
	}
	if got := seconds(attributes["VisibilityTimeout"]); got != q.Visibility() {
		problems = append(problems, failed("queues", "deploy again",
			"%s hides a message for %s, not for %s: the %s gets it again while it works on it", q.In(d.name), got, q.Visibility(), q.Function()))
	}
	var redrive struct {
		Target string `json:"deadLetterTargetArn"`
		Most   any    `json:"maxReceiveCount"` // a number, or a text of one
	}
	_ = json.Unmarshal([]byte(attributes["RedrivePolicy"]), &redrive) // what cannot be read is not right
	dead := q.DeadLetters().In(d.name)
	switch most := fmt.Sprint(redrive.Most); {
	case !strings.HasSuffix(redrive.Target, ":"+dead):
		problems = append(problems, failed("queues", "deploy again", "%s has not %s for its dead letters", q.In(d.name), dead))
	case most != strconv.Itoa(stack.MaxReceives):
		problems = append(problems, failed("queues", "deploy again",
			"%s gives a message up after %s receives, not after %d: queries that wait are lost", q.In(d.name), most, stack.MaxReceives))
	}
	return problems
}

func seconds(text string) time.Duration {
	n, _ := strconv.Atoi(text) // SQS gives a whole number
	return time.Duration(n) * time.Second
}

// checkDeadLetters looks for messages in a queue of dead letters.
func (d *Doctor) checkDeadLetters(ctx context.Context, q stack.Queue) []Check {
	attributes, unread := d.attributes(ctx, q)
	if unread != nil {
		return []Check{*unread}
	}
	n := attributes["ApproximateNumberOfMessages"]
	if n == "0" {
		return nil
	}
	return []Check{failed("queues", "aws sqs receive-message --queue-url "+attributes[url], "%s has %s dead letters", q.In(d.name), n)}
}
