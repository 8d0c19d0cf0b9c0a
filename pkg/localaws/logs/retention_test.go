package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_PutRetentionPolicy(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	shown := func() *int32 {
		out, err := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{})
		if err != nil {
			t.Fatal(err)
		}
		return out.LogGroups[0].RetentionInDays
	}
	in := &sdk.PutRetentionPolicyInput{LogGroupName: aws.String("/bot"), RetentionInDays: aws.Int32(30)}
	if _, err := a.PutRetentionPolicy(t.Context(), in); err != nil || aws.ToInt32(shown()) != 30 {
		t.Errorf("%v, %v", err, shown())
	}
	if _, err := a.DeleteRetentionPolicy(t.Context(), &sdk.DeleteRetentionPolicyInput{LogGroupName: in.LogGroupName}); err != nil || shown() != nil {
		t.Errorf("deleted: %v, %v", err, shown())
	}
	in.RetentionInDays = aws.Int32(31)
	_, err := a.PutRetentionPolicy(t.Context(), in)
	wantError(t, err, "InvalidParameterException", "Value '31' at 'retentionInDays'")
	_, err = a.PutRetentionPolicy(t.Context(), &sdk.PutRetentionPolicyInput{LogGroupName: aws.String("/none"), RetentionInDays: aws.Int32(1)})
	wantError(t, err, "ResourceNotFoundException", "")
	_, err = a.DeleteRetentionPolicy(t.Context(), &sdk.DeleteRetentionPolicyInput{LogGroupName: aws.String("/none")})
	wantError(t, err, "ResourceNotFoundException", "")
}
