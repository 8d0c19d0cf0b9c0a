package logs

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// The limits of resource policies (API_PutResourcePolicy).
const (
	maxPolicies       = 10
	maxPolicyDocument = 5120 // characters
	policiesPage      = 50
)

// PutResourcePolicy keeps a policy of the account, which DescribeResourcePolicies shows. The
// stand-in lets in every caller in any case.
func (c *Core) PutResourcePolicy(_ context.Context, in *sdk.PutResourcePolicyInput, _ ...func(*sdk.Options)) (*sdk.PutResourcePolicyOutput, error) {
	err := refuse("PutResourcePolicy", field{"ResourceArn", in.ResourceArn != nil}, field{"ExpectedRevisionId", in.ExpectedRevisionId != nil})
	if err != nil {
		return nil, err
	}
	name, document := aws.ToString(in.PolicyName), aws.ToString(in.PolicyDocument)
	if name == "" {
		return nil, violated("policyName", name, "Member must have length greater than or equal to 1")
	}
	if len(document) < 1 || len(document) > maxPolicyDocument || !json.Valid([]byte(document)) {
		return nil, violated("policyDocument", document, fmt.Sprintf("Member must be JSON of 1 to %d characters", maxPolicyDocument))
	}
	if _, known := c.policies[name]; !known && len(c.policies) >= maxPolicies {
		return nil, limitExceeded()
	}
	policy := types.ResourcePolicy{PolicyName: &name, PolicyDocument: &document, LastUpdatedTime: aws.Int64(c.now().UnixMilli())}
	c.policies[name] = policy
	c.ignore("PolicyDocument (every caller is let in)")
	return &sdk.PutResourcePolicyOutput{ResourcePolicy: &policy}, nil
}

// DescribeResourcePolicies returns the policies by name. There are never more than fit on a page.
func (c *Core) DescribeResourcePolicies(_ context.Context, in *sdk.DescribeResourcePoliciesInput, _ ...func(*sdk.Options)) (*sdk.DescribeResourcePoliciesOutput, error) {
	err := cmp.Or(checkLimit(in.Limit, policiesPage), refuse("DescribeResourcePolicies",
		field{"NextToken", in.NextToken != nil}, field{"ResourceArn", in.ResourceArn != nil},
		field{"PolicyScope", in.PolicyScope != "" && in.PolicyScope != types.PolicyScopeAccount},
		field{fmt.Sprintf("Limit below %d", maxPolicies), in.Limit != nil && *in.Limit < maxPolicies}))
	if err != nil {
		return nil, err
	}
	out := &sdk.DescribeResourcePoliciesOutput{ResourcePolicies: []types.ResourcePolicy{}}
	for _, name := range slices.Sorted(maps.Keys(c.policies)) {
		out.ResourcePolicies = append(out.ResourcePolicies, c.policies[name])
	}
	return out, nil
}

// DeleteResourcePolicy removes a policy.
func (c *Core) DeleteResourcePolicy(_ context.Context, in *sdk.DeleteResourcePolicyInput, _ ...func(*sdk.Options)) (*sdk.DeleteResourcePolicyOutput, error) {
	err := refuse("DeleteResourcePolicy", field{"ResourceArn", in.ResourceArn != nil}, field{"ExpectedRevisionId", in.ExpectedRevisionId != nil})
	if err != nil {
		return nil, err
	}
	name := aws.ToString(in.PolicyName)
	if _, known := c.policies[name]; !known {
		return nil, notFound("Policy with name [%s] does not exist", name) // its text: moto, test_delete_resource_policy
	}
	delete(c.policies, name)
	return &sdk.DeleteResourcePolicyOutput{}, nil
}
