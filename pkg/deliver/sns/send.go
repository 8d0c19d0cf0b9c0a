package sns

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send publishes the message once, in the topic's Region, and returns its message ID. A
// FIFO topic takes each message once within five minutes, in the order of its report.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.SNS == nil {
		return "", channel.ErrNoSettings
	}
	region, err := topicRegion(to.SNS.Topic)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	client := sns.NewFromConfig(attempt.Once(env.AWS), func(o *sns.Options) { o.Region = region })
	out, err := client.Publish(ctx, input(to.SNS.Topic, m))
	if err != nil {
		return "", attempt.Outcome(err, trace)
	}
	return aws.ToString(out.MessageId), nil
}

// topicRegion returns the Region of arn:partition:sns:region:….
func topicRegion(arn string) (string, error) {
	parts := strings.Split(arn, ":")
	if len(parts) != 6 || parts[2] != "sns" || parts[3] == "" {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("invalid topic %q: want the ARN of a topic", arn)}
	}
	return parts[3], nil
}

func input(topic string, m fanlight.Message) *sns.PublishInput {
	in := &sns.PublishInput{TopicArn: aws.String(topic), Message: aws.String(m.Text)}
	if m.Subject != "" {
		in.Subject = aws.String(m.Subject)
	}
	if strings.HasSuffix(topic, ".fifo") {
		in.MessageDeduplicationId, in.MessageGroupId = aws.String(channel.Key(m)), aws.String(m.Report)
	}
	return in
}
