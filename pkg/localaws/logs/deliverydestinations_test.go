package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func deliveryDestination(name, resource string) *sdk.PutDeliveryDestinationInput {
	return &sdk.PutDeliveryDestinationInput{
		Name: &name, OutputFormat: types.OutputFormatJson,
		DeliveryDestinationConfiguration: &types.DeliveryDestinationConfiguration{DestinationResourceArn: &resource},
	}
}

// Sources: API_PutDeliveryDestination, and moto's test_put_delivery_destination,
// test_put_delivery_destination_update and test_delete_delivery_destination.
func TestCore_PutDeliveryDestination(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for resource, want := range map[string]types.DeliveryDestinationType{
		bucketARN: types.DeliveryDestinationTypeS3,
		"arn:aws:logs:us-east-1:000000000000:log-group:/bot":          types.DeliveryDestinationTypeCwl,
		"arn:aws:firehose:us-east-1:000000000000:deliverystream/name": types.DeliveryDestinationTypeFh,
	} {
		out, err := a.PutDeliveryDestination(t.Context(), deliveryDestination("d", resource))
		if err != nil || out.DeliveryDestination.DeliveryDestinationType != want {
			t.Errorf("%s: %+v, %v", resource, out, err)
		}
		a.wantIgnored("the delivery destination (nothing is delivered)")
	}
	if _, err := a.PutDeliveryDestination(t.Context(), deliveryDestination("d", bucketARN)); err != nil {
		t.Error(err)
	}
	got, err := a.GetDeliveryDestination(t.Context(), &sdk.GetDeliveryDestinationInput{Name: aws.String("d")})
	if err != nil || *got.DeliveryDestination.DeliveryDestinationConfiguration.DestinationResourceArn != bucketARN {
		t.Errorf("%+v, %v", got, err)
	}
	if all, err := a.DescribeDeliveryDestinations(t.Context(), &sdk.DescribeDeliveryDestinationsInput{}); err != nil || len(all.DeliveryDestinations) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	for range 2 {
		_, err = a.DeleteDeliveryDestination(t.Context(), &sdk.DeleteDeliveryDestinationInput{Name: aws.String("d")})
	}
	wantError(t, err, "ResourceNotFoundException", "Delivery destination 'd'")
}

func TestCore_PutDeliveryDestination_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	if _, err := a.PutDeliveryDestination(t.Context(), deliveryDestination("d", bucketARN)); err != nil {
		t.Fatal(err)
	}
	for text, change := range map[string]func(*sdk.PutDeliveryDestinationInput){
		"output format":                      func(in *sdk.PutDeliveryDestinationInput) { in.OutputFormat = types.OutputFormatPlain },
		"Value 'foobar' at 'outputFormat'":   func(in *sdk.PutDeliveryDestinationInput) { in.OutputFormat = "foobar" },
		"'name'":                             func(in *sdk.PutDeliveryDestinationInput) { in.Name = aws.String("a.b") },
		"'deliveryDestinationConfiguration'": func(in *sdk.PutDeliveryDestinationInput) { in.DeliveryDestinationConfiguration = nil },
		"'destinationResourceArn'": func(in *sdk.PutDeliveryDestinationInput) {
			in.DeliveryDestinationType = types.DeliveryDestinationTypeFh
		},
		"PutDeliveryDestination.RoleArn": func(in *sdk.PutDeliveryDestinationInput) { in.RoleArn = aws.String(roleARN) },
		"DeliveryDestinationType XRAY": func(in *sdk.PutDeliveryDestinationInput) {
			in.DeliveryDestinationType = types.DeliveryDestinationTypeXray
		},
		"Value 'T' at 'deliveryDestinationType": func(in *sdk.PutDeliveryDestinationInput) { in.DeliveryDestinationType = "T" },
	} {
		in := deliveryDestination("d", bucketARN)
		change(in)
		_, err := a.PutDeliveryDestination(t.Context(), in)
		wantError(t, err, "ValidationException", text)
	}
	in := deliveryDestination("d", bucketARN)
	in.Tags = map[string]string{"a": "b"}
	_, err := a.PutDeliveryDestination(t.Context(), in)
	wantError(t, err, "ConflictException", "Tags can only be provided")
}
