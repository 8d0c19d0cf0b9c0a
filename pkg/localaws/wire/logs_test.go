package wire_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cwl "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestServer_AddLogs(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := cwl.NewFromConfig(a.Config)
	if _, err := client.CreateLogGroup(t.Context(), &cwl.CreateLogGroupInput{LogGroupName: aws.String("/g")}); err != nil {
		t.Fatal(err)
	}
	_, err := client.StartQuery(t.Context(), &cwl.StartQueryInput{
		LogGroupName: aws.String("/g"), StartTime: aws.Int64(0), EndTime: aws.Int64(time.Now().Unix()),
		QueryString: aws.String("filter level = | limit 1"),
	})
	var malformed *cwltypes.MalformedQueryException
	if !errors.As(err, &malformed) {
		t.Fatalf("start: %v, want MalformedQueryException", err)
	}
	if c := malformed.QueryCompileError; c == nil || c.Location == nil || aws.ToInt32(c.Location.EndCharOffset) == 0 {
		t.Errorf("the error does not say where: %+v", c)
	}
}

// TestServer_AddLogs_ignored wants what is kept without effect in the log, and nothing of it with a call
// that fails.
func TestServer_AddLogs_ignored(t *testing.T) {
	t.Parallel()
	var log []wire.Entry
	a := newAccount(wire.Options{Log: func(e wire.Entry) { log = append(log, e) }})
	for _, call := range []struct{ operation, body string }{
		{"CreateLogGroup", `{"logGroupName":"/g"}`},
		{"PutRetentionPolicy", `{"logGroupName":"/g","retentionInDays":7}`},
		{"PutSubscriptionFilter", `{"logGroupName":"/none","filterName":"f","filterPattern":"","destinationArn":"arn:aws:lambda:us-east-1:000000000000:function:f"}`},
		{"PutSubscriptionFilter", `{"logGroupName":"/g","filterName":"f","filterPattern":"","destinationArn":"arn:aws:lambda:us-east-1:000000000000:function:f"}`},
	} {
		a.post(t, "Logs_20140328."+call.operation, call.body)
	}
	expect(t, "create", 0, len(log[0].Ignored))
	expect(t, "retention", []string{"RetentionInDays (events do not expire)"}, log[1].Ignored)
	expect(t, "failed", 0, len(log[2].Ignored))
	expect(t, "subscription", []string{"the subscription filter (nothing is delivered)"}, log[3].Ignored)
}

// TestServer_AddLogs_empty_policy wants the policy of a delivery destination without one as an empty
// object (moto, test_delete_delivery_destination_policy).
func TestServer_AddLogs_empty_policy(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	a.post(t, "Logs_20140328.PutDeliveryDestination", `{"name":"d","deliveryDestinationConfiguration":{"destinationResourceArn":"arn:aws:s3:::b"}}`)
	resp := a.post(t, "Logs_20140328.GetDeliveryDestinationPolicy", `{"deliveryDestinationName":"d"}`)
	expect(t, "answer", map[string]any{"policy": map[string]any{}}, read(t, resp.Body))
}

// TestServer_AddLogs_empty_word wants the error that each family of operations has for a word that is none
// (moto, test_describe_log_streams_invalid_order_by and test_put_delivery_destination).
func TestServer_AddLogs_empty_word(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	for _, tt := range []struct{ operation, body, want string }{
		{"DescribeLogStreams", `{"logGroupName":"/g","orderBy":""}`, "com.amazonaws.cloudwatchlogs#InvalidParameterException"},
		{"DescribeLogStreams", `{"logGroupName":"/g","unknown":1}`, "com.amazonaws.cloudwatchlogs#InvalidParameterException"},
		{"PutDeliveryDestination", `{"name":"d","outputFormat":""}`, "com.amazonaws.cloudwatchlogs#ValidationException"},
	} {
		expect(t, tt.body, any(tt.want), read(t, a.post(t, "Logs_20140328."+tt.operation, tt.body).Body)["__type"])
	}
}
