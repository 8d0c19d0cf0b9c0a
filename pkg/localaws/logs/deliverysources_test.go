package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const distributionARN = "arn:aws:cloudfront::123456789012:distribution/E1"

func deliverySource(name string) *sdk.PutDeliverySourceInput {
	return &sdk.PutDeliverySourceInput{Name: &name, ResourceArn: aws.String(distributionARN), LogType: aws.String("ACCESS_LOGS")}
}

// Sources: API_PutDeliverySource, moto's test_put_delivery_source and test_delete_delivery_source;
// https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2513,
// https://github.com/hashicorp/terraform-provider-aws/issues/40885 and
// https://github.com/hashicorp/terraform-provider-aws/issues/43572 for the conflicts.
func TestCore_PutDeliverySource(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	in := deliverySource("s")
	in.Tags = map[string]string{"team": "bots"}
	out, err := a.PutDeliverySource(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	a.wantIgnored("the delivery source (nothing is delivered)")
	if s := out.DeliverySource; *s.Service != "cloudfront" || s.ResourceArns[0] != distributionARN || s.Tags["team"] != "bots" {
		t.Errorf("source %+v", s)
	}
	_, err = a.PutDeliverySource(t.Context(), in)
	wantError(t, err, "ConflictException", "Tags can only be provided")
	if _, err = a.PutDeliverySource(t.Context(), deliverySource("s")); err != nil {
		t.Errorf("again: %v", err)
	}
	_, err = a.PutDeliverySource(t.Context(), deliverySource("s2"))
	wantError(t, err, "ConflictException", "This ResourceId has already been used in another Delivery Source in this account.")
	other := deliverySource("s")
	other.ResourceArn = aws.String(distributionARN + "2")
	_, err = a.PutDeliverySource(t.Context(), other)
	wantError(t, err, "ConflictException", "Update to existing Delivery Source with new ResourceId is not allowed.")
	if all, err := a.DescribeDeliverySources(t.Context(), &sdk.DescribeDeliverySourcesInput{}); err != nil || len(all.DeliverySources) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := a.DeleteDeliverySource(t.Context(), &sdk.DeleteDeliverySourceInput{Name: aws.String("s")}); err != nil {
		t.Error(err)
	}
	_, err = a.GetDeliverySource(t.Context(), &sdk.GetDeliverySourceInput{Name: aws.String("s")})
	wantError(t, err, "ResourceNotFoundException", "Delivery source 's'")
}

func TestCore_PutDeliverySource_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for text, change := range map[string]func(*sdk.PutDeliverySourceInput){
		"'name'":        func(in *sdk.PutDeliverySourceInput) { in.Name = aws.String("a b") },
		"'resourceArn'": func(in *sdk.PutDeliverySourceInput) { in.ResourceArn = aws.String("E1") },
		"EVENT_LOGS":    func(in *sdk.PutDeliverySourceInput) { in.LogType = aws.String("EVENT_LOGS") },
		"not implemented by the embedded stand-in: PutDeliverySource.ResourceArn of service s3": func(in *sdk.PutDeliverySourceInput) { in.ResourceArn = aws.String(bucketARN) },
		"PutDeliverySource.DeliverySourceConfiguration": func(in *sdk.PutDeliverySourceInput) {
			in.DeliverySourceConfiguration = map[string]string{"samplingRate": "50"}
		},
	} {
		in := deliverySource("s")
		change(in)
		_, err := a.PutDeliverySource(t.Context(), in)
		wantError(t, err, "ValidationException", text)
	}
}
