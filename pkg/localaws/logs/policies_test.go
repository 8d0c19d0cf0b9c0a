package logs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Sources: API_PutResourcePolicy, and moto's tests of resource policies for the texts.
func TestCore_PutResourcePolicy(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	put := func(name, document string) error {
		_, err := a.PutResourcePolicy(t.Context(), &sdk.PutResourcePolicyInput{PolicyName: &name, PolicyDocument: &document})
		return err
	}
	for i := range 10 {
		if err := put(fmt.Sprint("p", i), `{"n":1}`); err != nil {
			t.Fatal(err)
		}
	}
	wantError(t, put("p10", "{}"), "LimitExceededException", "Resource limit exceeded.")
	wantError(t, put("", "{}"), "InvalidParameterException", "'policyName'")
	wantError(t, put("p1", "{"), "InvalidParameterException", "'policyDocument'")
	wantError(t, put("p1", `"`+strings.Repeat("x", 5120)+`"`), "InvalidParameterException", "'policyDocument'")
	if err := put("p1", `{"n":2}`); err != nil {
		t.Error(err)
	}
	out, err := a.DescribeResourcePolicies(t.Context(), &sdk.DescribeResourcePoliciesInput{})
	if err != nil || len(out.ResourcePolicies) != 10 || *out.ResourcePolicies[1].PolicyDocument != `{"n":2}` || *out.ResourcePolicies[1].LastUpdatedTime != noon.UnixMilli() {
		t.Errorf("policies %+v, %v", out, err)
	}
	_, err = a.DescribeResourcePolicies(t.Context(), &sdk.DescribeResourcePoliciesInput{Limit: aws.Int32(2)})
	wantError(t, err, "InvalidParameterException", "DescribeResourcePolicies.Limit below 10")
	for range 2 {
		_, err = a.DeleteResourcePolicy(t.Context(), &sdk.DeleteResourcePolicyInput{PolicyName: aws.String("p1")})
	}
	wantError(t, err, "ResourceNotFoundException", "Policy with name [p1] does not exist")
}
