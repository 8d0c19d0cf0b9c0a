package doctor

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// pending stands in place of the ARN of a subscription that its owner has not confirmed
// (API_ListSubscriptionsByTopic).
const pending = "PendingConfirmation"

// checkSubscriptions looks for subscriptions that wait for a confirmation, and for a topic
// of alarms that nobody subscribes to.
func (d *Doctor) checkSubscriptions(ctx context.Context) []Check {
	if d.table == nil {
		return []Check{skipped("subscription", "without the table the account is not known")}
	}
	var problems []Check
	topics := append([]string{d.arnOf("sns", d.name+"-alarms")}, d.topics()...)
	for _, topic := range topics {
		checks, count, err := d.checkTopic(ctx, topic)
		switch {
		case hasCode(err, "NotFound", "NotFoundException"):
			problems = append(problems, failed("subscription", "deploy, or name a topic that exists", "there is no topic %s", topic))
		case err != nil:
			problems = append(problems, d.unanswered("subscription", err))
		case count == 0:
			problems = append(problems, warned("subscription", "subscribe to it; alarm_emails subscribes addresses to the alarms", "%s: nobody subscribes to it", d.short(topic)))
		}
		problems = append(problems, checks...)
	}
	return or(problems, ok("subscription", "all are confirmed, of %d topics", len(topics)))
}

// topics are those that reports are published on, each once.
func (d *Doctor) topics() (all []string) {
	for _, r := range d.reports {
		for _, to := range r.Deliver {
			if to.SNS != nil {
				all = append(all, to.SNS.Topic)
			}
		}
		if r.Owner != nil && r.Owner.SNS != nil {
			all = append(all, r.Owner.SNS.Topic)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// short returns the name of a topic, without that of the stack before it.
func (d *Doctor) short(topic string) string {
	return strings.TrimPrefix(topic[strings.LastIndex(topic, ":")+1:], d.name+"-")
}

// checkTopic counts the subscriptions of a topic, and finds those that wait.
func (d *Doctor) checkTopic(ctx context.Context, topic string) (problems []Check, count int, err error) {
	region := d.cfg.Region
	if parts := strings.Split(topic, ":"); len(parts) > 3 && parts[3] != "" {
		region = parts[3]
	}
	client := sns.NewFromConfig(d.cfg, func(o *sns.Options) { o.Region = region })
	in := &sns.ListSubscriptionsByTopicInput{TopicArn: &topic}
	for {
		page, err := client.ListSubscriptionsByTopic(ctx, in)
		if err != nil {
			return nil, count, err
		}
		for _, s := range page.Subscriptions {
			count++
			if aws.ToString(s.SubscriptionArn) == pending {
				problems = append(problems, warned("subscription", "follow the link in AWS's mail", "%s: %s", d.short(topic), aws.ToString(s.Endpoint)))
			}
		}
		if in.NextToken = page.NextToken; aws.ToString(in.NextToken) == "" {
			return problems, count, nil
		}
	}
}
