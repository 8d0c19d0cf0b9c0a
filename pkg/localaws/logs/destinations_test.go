package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const (
	streamARN = "arn:aws:kinesis:us-east-1:123456789012:stream/s"
	roleARN   = "arn:aws:iam::123456789012:role/r"
)

func (a *account) putDestination(name string) error {
	_, err := a.PutDestination(a.t.Context(), &sdk.PutDestinationInput{
		DestinationName: &name, TargetArn: aws.String(streamARN), RoleArn: aws.String(roleARN), Tags: map[string]string{"team": "bots"},
	})
	return err
}

// Sources: API_PutDestination, API_PutDestinationPolicy, and moto's test_destinations and
// test_destination_tags.
func TestCore_PutDestination(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	if err := a.putDestination("d"); err != nil {
		t.Fatal(err)
	}
	a.wantIgnored("the destination (nothing is delivered)")
	_, err1 := a.PutDestination(t.Context(), &sdk.PutDestinationInput{
		DestinationName: aws.String("d"), TargetArn: aws.String(streamARN + "2"), RoleArn: aws.String(roleARN),
	})
	_, err2 := a.PutDestinationPolicy(t.Context(), &sdk.PutDestinationPolicyInput{DestinationName: aws.String("d"), AccessPolicy: aws.String(`{"n":1}`)})
	a.wantIgnored("AccessPolicy (every caller is let in)")
	_, err4 := a.PutDestinationPolicy(t.Context(), &sdk.PutDestinationPolicyInput{DestinationName: aws.String("d"), AccessPolicy: aws.String(`{"n":1}`), ForceUpdate: aws.Bool(true)})
	a.wantIgnored("AccessPolicy and ForceUpdate (every caller is let in)")
	out, err3 := a.DescribeDestinations(t.Context(), &sdk.DescribeDestinationsInput{DestinationNamePrefix: aws.String("d")})
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil || len(out.Destinations) != 1 {
		t.Fatal(err1, err2, err3, err4, out)
	}
	d := out.Destinations[0]
	if *d.TargetArn != streamARN+"2" || *d.AccessPolicy != `{"n":1}` || *d.CreationTime != noon.UnixMilli() {
		t.Errorf("destination %+v", d)
	}
	tags, err := a.ListTagsForResource(t.Context(), &sdk.ListTagsForResourceInput{ResourceArn: d.Arn})
	if err != nil || tags.Tags["team"] != "bots" {
		t.Errorf("tags %v, %v", tags, err)
	}
	if out, err = a.DescribeDestinations(t.Context(), &sdk.DescribeDestinationsInput{DestinationNamePrefix: aws.String("e")}); err != nil || len(out.Destinations) > 0 {
		t.Errorf("another prefix: %v, %v", out, err)
	}
	for range 2 {
		_, err = a.DeleteDestination(t.Context(), &sdk.DeleteDestinationInput{DestinationName: aws.String("d")})
	}
	wantError(t, err, "ResourceNotFoundException", "destination does not exist")
}

func TestCore_PutDestination_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for _, tt := range []struct{ name, target, role, want string }{
		{"a:b", streamARN, roleARN, "'destinationName'"},
		{"", streamARN, roleARN, "'destinationName'"},
		{"d", "stream", roleARN, "'targetArn'"},
		{"d", roleARN, roleARN, "'targetArn'"},
		{"d", streamARN, "", "'roleArn'"},
	} {
		_, err := a.PutDestination(t.Context(), &sdk.PutDestinationInput{DestinationName: &tt.name, TargetArn: &tt.target, RoleArn: &tt.role})
		wantError(t, err, "InvalidParameterException", tt.want)
	}
	put := func(name, policy string) error {
		_, err := a.PutDestinationPolicy(t.Context(), &sdk.PutDestinationPolicyInput{DestinationName: &name, AccessPolicy: &policy})
		return err
	}
	wantError(t, put("d", "{}"), "ResourceNotFoundException", "")
	if err := a.putDestination("d"); err != nil {
		t.Fatal(err)
	}
	wantError(t, put("d", "{"), "InvalidParameterException", "'accessPolicy'")
	wantError(t, put("d", `"`+strings.Repeat("x", 5120)+`"`), "InvalidParameterException", "'accessPolicy'")
	_, err := a.DescribeDestinations(t.Context(), &sdk.DescribeDestinationsInput{DestinationNamePrefix: aws.String("*")})
	wantError(t, err, "InvalidParameterException", "'destinationNamePrefix'")
}
