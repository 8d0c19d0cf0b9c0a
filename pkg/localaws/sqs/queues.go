package sqs

import (
	"context"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

var queueName = lazyregexp.New(`^[A-Za-z0-9_-]{1,80}$`)

// CreateQueue creates a standard queue. If one has the name it returns the URL of that, or
// QueueNameExists if an attribute differs.
func (c *Core) CreateQueue(_ context.Context, in *sdk.CreateQueueInput, _ ...func(*sdk.Options)) (*sdk.CreateQueueOutput, error) {
	name := aws.ToString(in.QueueName)
	switch {
	case strings.HasSuffix(name, ".fifo"):
		return nil, notImplemented("CreateQueue for FIFO queues (" + name + ")")
	case !queueName().MatchString(name):
		return nil, invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
	case len(in.Tags) > 0:
		return nil, notImplemented("CreateQueue.Tags")
	}
	if q, ok := c.queues[name]; ok {
		return c.existing(q, in.Attributes)
	}
	q := &queue{name: name, ordinal: c.created + 1, attributes: defaults(), created: c.now()}
	if err := c.configure("CreateQueue", q, in.Attributes); err != nil {
		return nil, err
	}
	c.created++
	c.queues[name] = q
	return &sdk.CreateQueueOutput{QueueUrl: c.url(q)}, nil
}

func (c *Core) existing(q *queue, given map[string]string) (*sdk.CreateQueueOutput, error) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := check("CreateQueue", name, given[name]); err != nil {
			return nil, err
		}
		if q.attributes[name] != given[name] {
			return nil, &types.QueueNameExists{
				Message:           text("A queue already exists with the same name and a different value for attribute %s", name),
				ErrorCodeOverride: aws.String("QueueAlreadyExists"),
			}
		}
	}
	return &sdk.CreateQueueOutput{QueueUrl: c.url(q)}, nil
}

// configure sets all of the given attributes or, with an error, none.
func (c *Core) configure(operation string, q *queue, given map[string]string) error {
	next := maps.Clone(q.attributes)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if err := check(operation, name, given[name]); err != nil {
			return err
		}
		if next[name] = given[name]; given[name] == "" {
			delete(next, name)
		}
	}
	if _, err := parseAllow(next["RedriveAllowPolicy"]); err != nil {
		return err
	}
	redrive, err := c.redriveFrom(q.name, next["RedrivePolicy"])
	if err != nil {
		return err
	}
	q.attributes, q.redrive, q.modified = next, redrive, c.now()
	q.expiry = q.created // a new retention may end messages earlier
	return nil
}

// GetQueueUrl returns the URL of a queue by name.
func (c *Core) GetQueueUrl(_ context.Context, in *sdk.GetQueueUrlInput, _ ...func(*sdk.Options)) (*sdk.GetQueueUrlOutput, error) {
	q, ok := c.queues[aws.ToString(in.QueueName)]
	if owner := aws.ToString(in.QueueOwnerAWSAccountId); !ok || owner != "" && owner != Account {
		return nil, noSuchQueue()
	}
	return &sdk.GetQueueUrlOutput{QueueUrl: c.url(q)}, nil
}

// SetQueueAttributes sets all of the given attributes or, with an error, none. An empty
// policy removes one.
func (c *Core) SetQueueAttributes(_ context.Context, in *sdk.SetQueueAttributesInput, _ ...func(*sdk.Options)) (*sdk.SetQueueAttributesOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	if len(in.Attributes) == 0 {
		return nil, missingParameter("Attribute.Name")
	}
	if err := c.configure("SetQueueAttributes", q, in.Attributes); err != nil {
		return nil, err
	}
	return &sdk.SetQueueAttributesOutput{}, nil
}

// GetQueueAttributes returns the wanted attributes that the queue has. The three counters
// called approximate are exact.
func (c *Core) GetQueueAttributes(_ context.Context, in *sdk.GetQueueAttributesInput, _ ...func(*sdk.Options)) (*sdk.GetQueueAttributesOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	all, answer := q.describe(c.now()), map[string]string{}
	for _, asked := range in.AttributeNames {
		value, has := all[string(asked)]
		switch {
		case asked == types.QueueAttributeNameAll:
			maps.Copy(answer, all)
		case has:
			answer[string(asked)] = value
		case !known(string(asked)):
			return nil, unknownAttribute(string(asked))
		}
	}
	return &sdk.GetQueueAttributesOutput{Attributes: answer}, nil
}

func known(attribute string) bool {
	_, bounded := bounds[attribute]
	return bounded || slices.Contains(texts, attribute) || slices.Contains(computed, attribute) || slices.Contains(absent, attribute)
}

func (q *queue) describe(now time.Time) map[string]string {
	q.expire(now)
	var visible, inFlight, delayed int
	for _, m := range q.live {
		switch {
		case m.inFlight(now):
			inFlight++
		case m.delayed(now):
			delayed++
		default:
			visible++
		}
	}
	all := maps.Clone(map[string]string(q.attributes))
	all["QueueArn"] = q.arn()
	all["CreatedTimestamp"] = strconv.FormatInt(q.created.Unix(), 10)
	all["LastModifiedTimestamp"] = strconv.FormatInt(q.modified.Unix(), 10)
	all["ApproximateNumberOfMessages"] = strconv.Itoa(visible)
	all["ApproximateNumberOfMessagesNotVisible"] = strconv.Itoa(inFlight)
	all["ApproximateNumberOfMessagesDelayed"] = strconv.Itoa(delayed)
	return all
}

// ListQueues returns the URLs sorted by name, a page of 1,000 queues or of MaxResults. As on
// AWS there is a next page only if MaxResults is given.
func (c *Core) ListQueues(_ context.Context, in *sdk.ListQueuesInput, _ ...func(*sdk.Options)) (*sdk.ListQueuesOutput, error) {
	size := 1000
	if in.MaxResults != nil {
		size = int(*in.MaxResults)
	}
	if size < 1 || size > 1000 {
		return nil, invalidParameter("Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.")
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(c.queues)), func(name string) bool {
		return !strings.HasPrefix(name, aws.ToString(in.QueueNamePrefix))
	})
	names = names[sort.SearchStrings(names, aws.ToString(in.NextToken)):]
	out := &sdk.ListQueuesOutput{}
	if len(names) > size {
		if in.MaxResults != nil {
			out.NextToken = aws.String(names[size])
		}
		names = names[:size]
	}
	for _, name := range names {
		out.QueueUrls = append(out.QueueUrls, *c.url(c.queues[name]))
	}
	return out, nil
}

// PurgeQueue deletes all messages at once (AWS: within 60 seconds). It may be called once a
// minute.
func (c *Core) PurgeQueue(_ context.Context, in *sdk.PurgeQueueInput, _ ...func(*sdk.Options)) (*sdk.PurgeQueueOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	now := c.now()
	if !q.purged.IsZero() && now.Sub(q.purged) < time.Minute {
		return nil, &types.PurgeQueueInProgress{
			Message:           text("Only one PurgeQueue operation on %s is allowed every 60 seconds.", q.name),
			ErrorCodeOverride: queryCode("PurgeQueueInProgress"),
		}
	}
	q.purged, q.live, q.deleted = now, nil, nil
	return &sdk.PurgeQueueOutput{}, nil
}
