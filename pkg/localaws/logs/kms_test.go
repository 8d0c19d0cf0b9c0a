package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const keyARN = "arn:aws:kms:us-east-1:000000000000:key/51d81fab-b138-4bd2-8a09-07fd6d37224d"

// Sources: API_AssociateKmsKey, https://github.com/hashicorp/terraform/issues/24194 for the text, and
// moto's test_create_log_group.
func TestCore_AssociateKmsKey(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	shown := func() string {
		out, err := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{})
		if err != nil {
			t.Fatal(err)
		}
		return aws.ToString(out.LogGroups[0].KmsKeyId)
	}
	if _, err := a.CreateLogGroup(t.Context(), &sdk.CreateLogGroupInput{LogGroupName: aws.String("/bot"), KmsKeyId: aws.String(keyARN)}); err != nil || shown() != keyARN {
		t.Errorf("created: %v, %s", err, shown())
	}
	a.wantIgnored("KmsKeyId (nothing is encrypted)")
	if _, err := a.DisassociateKmsKey(t.Context(), &sdk.DisassociateKmsKeyInput{LogGroupName: aws.String("/bot")}); err != nil || shown() != "" {
		t.Errorf("disassociated: %v, %s", err, shown())
	}
	in := &sdk.AssociateKmsKeyInput{ResourceIdentifier: aws.String("arn:aws:logs:us-east-1:000000000000:log-group:/bot"), KmsKeyId: aws.String(keyARN)}
	if _, err := a.AssociateKmsKey(t.Context(), in); err != nil || shown() != keyARN {
		t.Errorf("associated: %v, %s", err, shown())
	}
	a.wantIgnored("KmsKeyId (nothing is encrypted)")
}

func TestCore_AssociateKmsKey_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	results := "arn:aws:logs:us-east-1:000000000000:query-result:*"
	for _, tt := range []struct {
		group, identifier *string
		key, code, text   string
	}{
		{aws.String("/bot"), nil, "51d81fab", "InvalidParameterException", "The specified KMS Key Id could not be found. '/bot'"},
		{aws.String("/bot"), nil, streamARN, "InvalidParameterException", "could not be found"},
		{aws.String("/bot"), nil, keyARN + strings.Repeat("0", 256), "InvalidParameterException", "'kmsKeyId'"},
		{aws.String("/none"), nil, keyARN, "ResourceNotFoundException", ""},
		{nil, nil, keyARN, "InvalidParameterException", "Exactly one"},
		{nil, &results, keyARN, "InvalidParameterException", "not implemented by the embedded stand-in: AssociateKmsKey.ResourceIdentifier of query results"},
	} {
		_, err := a.AssociateKmsKey(t.Context(), &sdk.AssociateKmsKeyInput{LogGroupName: tt.group, ResourceIdentifier: tt.identifier, KmsKeyId: &tt.key})
		wantError(t, err, tt.code, tt.text)
	}
	_, err := a.CreateLogGroup(t.Context(), &sdk.CreateLogGroupInput{LogGroupName: aws.String("/new"), KmsKeyId: aws.String("k")})
	wantError(t, err, "InvalidParameterException", "could not be found. '/new'")
}
