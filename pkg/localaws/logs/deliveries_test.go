package logs_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const bucketARN = "arn:aws:s3:::bucket"

// delivery returns a delivery that is in order, from source s to destination d, which it puts.
func (a *account) delivery() *sdk.CreateDeliveryInput {
	a.t.Helper()
	_, err1 := a.PutDeliverySource(a.t.Context(), deliverySource("s"))
	out, err2 := a.PutDeliveryDestination(a.t.Context(), deliveryDestination("d", bucketARN))
	if err := errors.Join(err1, err2); err != nil {
		a.t.Fatal(err)
	}
	return &sdk.CreateDeliveryInput{
		DeliverySourceName: aws.String("s"), DeliveryDestinationArn: out.DeliveryDestination.Arn,
		RecordFields: []string{"date"}, FieldDelimiter: aws.String(","), S3DeliveryConfiguration: &types.S3DeliveryConfiguration{SuffixPath: aws.String("a/")},
		Tags: map[string]string{"team": "bots"},
	}
}

// Sources: API_CreateDelivery, API_DeleteDeliverySource, API_DeleteDeliveryDestination, and moto's
// test_create_delivery, test_get_delivery and test_delete_delivery.
func TestCore_CreateDelivery(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	in := a.delivery()
	out, err := a.CreateDelivery(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	a.wantIgnored("the delivery (nothing is delivered)")
	got, err := a.GetDelivery(t.Context(), &sdk.GetDeliveryInput{Id: out.Delivery.Id})
	if err != nil || got.Delivery.DeliveryDestinationType != types.DeliveryDestinationTypeS3 || got.Delivery.Tags["team"] != "bots" || got.Delivery.RecordFields[0] != "date" {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = a.CreateDelivery(t.Context(), in)
	wantError(t, err, "ConflictException", "already exists")
	_, err = a.DeleteDeliverySource(t.Context(), &sdk.DeleteDeliverySourceInput{Name: aws.String("s")})
	wantError(t, err, "ConflictException", "has deliveries")
	_, err = a.DeleteDeliveryDestination(t.Context(), &sdk.DeleteDeliveryDestinationInput{Name: aws.String("d")})
	wantError(t, err, "ConflictException", "has deliveries")
	if all, err := a.DescribeDeliveries(t.Context(), &sdk.DescribeDeliveriesInput{}); err != nil || len(all.Deliveries) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := a.DeleteDelivery(t.Context(), &sdk.DeleteDeliveryInput{Id: out.Delivery.Id}); err != nil {
		t.Error(err)
	}
	_, err = a.DeleteDelivery(t.Context(), &sdk.DeleteDeliveryInput{Id: out.Delivery.Id})
	wantError(t, err, "ResourceNotFoundException", "Delivery '0000000000000001'")
	_, err = a.GetDelivery(t.Context(), &sdk.GetDeliveryInput{Id: aws.String("a-b")})
	wantError(t, err, "ValidationException", "'id'")
}

func TestCore_CreateDelivery_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	valid := a.delivery()
	group, err := a.PutDeliveryDestination(t.Context(), deliveryDestination("g", "arn:aws:logs:us-east-1:000000000000:log-group:/bot"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		code, text string
		change     func(*sdk.CreateDeliveryInput)
	}{
		{"ResourceNotFoundException", "Delivery source 'x'", func(in *sdk.CreateDeliveryInput) { in.DeliverySourceName = aws.String("x") }},
		{"ResourceNotFoundException", "Delivery destination", func(in *sdk.CreateDeliveryInput) { in.DeliveryDestinationArn = aws.String(bucketARN) }},
		{"ResourceNotFoundException", "Delivery destination", func(in *sdk.CreateDeliveryInput) {
			in.DeliveryDestinationArn = aws.String(*in.DeliveryDestinationArn + "x")
		}},
		{"ValidationException", "'name'", func(in *sdk.CreateDeliveryInput) { in.DeliverySourceName = nil }},
		{"ValidationException", "'recordFields.1.member'", func(in *sdk.CreateDeliveryInput) { in.RecordFields = []string{""} }},
		{"ValidationException", "'recordFields'", func(in *sdk.CreateDeliveryInput) { in.RecordFields = make([]string, 129) }},
		{"ValidationException", "'fieldDelimiter'", func(in *sdk.CreateDeliveryInput) { in.FieldDelimiter = aws.String("123456") }},
		{"ValidationException", "'suffixPath'", func(in *sdk.CreateDeliveryInput) {
			in.S3DeliveryConfiguration = &types.S3DeliveryConfiguration{SuffixPath: aws.String(strings.Repeat("x", 257))}
		}},
		{"ValidationException", "s3DeliveryConfiguration", func(in *sdk.CreateDeliveryInput) { in.DeliveryDestinationArn = group.DeliveryDestination.Arn }},
	} {
		in := *valid
		tt.change(&in)
		_, err := a.CreateDelivery(t.Context(), &in)
		wantError(t, err, tt.code, tt.text)
	}
}
