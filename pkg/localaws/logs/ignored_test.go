package logs_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// wantIgnored checks what the last call accepted without effect.
func (a *account) wantIgnored(want ...string) {
	a.t.Helper()
	if got := a.Ignored(); !slices.Equal(got, want) {
		a.t.Errorf("ignored %q, want %q", got, want)
	}
}

// TestCore_Ignored wants the reason of each setting that is only kept, once.
func TestCore_Ignored(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	a.wantIgnored()
	_, err := a.PutRetentionPolicy(t.Context(), &sdk.PutRetentionPolicyInput{LogGroupName: aws.String("/bot"), RetentionInDays: aws.Int32(1)})
	if err != nil {
		t.Fatal(err)
	}
	a.wantIgnored("RetentionInDays (events do not expire)")
	a.wantIgnored()
	_, err = a.PutResourcePolicy(t.Context(), &sdk.PutResourcePolicyInput{PolicyName: aws.String("p"), PolicyDocument: aws.String("{}")})
	if err != nil {
		t.Fatal(err)
	}
	a.wantIgnored("PolicyDocument (every caller is let in)")
}
