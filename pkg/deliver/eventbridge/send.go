package eventbridge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send puts the event on the bus once, in the bus's Region, and returns its event ID.
// The detail gets an id, the same at every try.
func (Channel) Send(ctx context.Context, env *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.EventBridge == nil {
		return "", channel.ErrNoSettings
	}
	detail, err := detail(m)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	client := eventbridge.NewFromConfig(attempt.Once(env.AWS), func(o *eventbridge.Options) {
		if region := busRegion(to.EventBridge.Bus); region != "" {
			o.Region = region
		}
	})
	out, err := client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
		EventBusName: aws.String(to.EventBridge.Bus), Source: aws.String(source), DetailType: aws.String(m.Subject), Detail: aws.String(detail),
	}}})
	if err != nil {
		return "", attempt.Outcome(err, trace)
	}
	return accepted(out)
}

// busRegion returns the Region of arn:partition:events:region:…, empty for a name.
func busRegion(bus string) string {
	parts := strings.Split(bus, ":")
	if len(parts) != 6 {
		return ""
	}
	return parts[3]
}

// detail returns the detail with its id, the first key of it.
func detail(m fanlight.Message) (string, error) {
	rest, object := strings.CutPrefix(m.Text, "{")
	if !object || !json.Valid([]byte(m.Text)) || rest == "}" {
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("the stored message is not a detail")}
	}
	return `{"id":"` + channel.Key(m) + `",` + rest, nil
}

// accepted returns the ID of the one event, or the outcome for one that was refused: the
// call as a whole succeeds all the same.
func accepted(out *eventbridge.PutEventsOutput) (string, error) {
	if len(out.Entries) != 1 {
		return "", &fanlight.DeliveryError{Unknown: true, Err: fmt.Errorf("EventBridge answered for %d events, not for one", len(out.Entries))}
	}
	entry := out.Entries[0]
	if out.FailedEntryCount == 0 && entry.ErrorCode == nil {
		return aws.ToString(entry.EventId), nil
	}
	code := aws.ToString(entry.ErrorCode)
	return "", &fanlight.DeliveryError{Permanent: !passing[code], Err: fmt.Errorf("EventBridge refused the event: %s: %s", code, aws.ToString(entry.ErrorMessage))}
}

// passing are the codes of entries that another try may help.
//
// Source: docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
var passing = map[string]bool{"ThrottlingException": true, "InternalFailure": true, "InternalException": true}
