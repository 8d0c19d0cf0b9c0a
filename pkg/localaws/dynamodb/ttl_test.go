package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCore_Expire(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for sk, expires := range map[string]any{"past": epoch.Unix() - 1, "now": epoch.Unix(), "future": epoch.Unix() + 1, "text": "1", "never": nil} {
		if n, ok := expires.(int64); ok {
			expires = int(n)
		}
		put(t, core, plain{"pk": "p", "sk": sk, "expires": expires})
	}
	expect(t, "expired while TTL is off", 0, core.Expire(epoch))
	in := &sdk.UpdateTimeToLiveInput{TableName: aws.String("ledger"), TimeToLiveSpecification: &types.TimeToLiveSpecification{
		AttributeName: aws.String("expires"), Enabled: aws.Bool(true),
	}}
	out, err := core.UpdateTimeToLive(t.Context(), in)
	expectError(t, "", err)
	expect(t, "attribute", "expires", *out.TimeToLiveSpecification.AttributeName)
	_, err = core.UpdateTimeToLive(t.Context(), in)
	expectError(t, "Invalid: TimeToLive is already enabled", err)

	before, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "before", "future never now past text", sortKeys(before))
	expect(t, "expired", 2, core.Expire(epoch))
	after, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "after", "future never text", sortKeys(after))
}

func TestCore_UpdateTimeToLive(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	set := func(name string, enabled bool) error {
		_, err := core.UpdateTimeToLive(t.Context(), &sdk.UpdateTimeToLiveInput{TableName: aws.String("ledger"),
			TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String(name), Enabled: aws.Bool(enabled)}})
		return err
	}
	expectError(t, "Invalid: TimeToLive is already disabled", set("a", false))
	expectError(t, "", set("a", true))
	expectError(t, "Invalid: TimeToLive is active on a different AttributeName: current AttributeName is a", set("b", false))
	expectError(t, "", set("a", false))
	put(t, core, itemKey.with(plain{"a": 1}))
	expect(t, "expired after TTL was switched off", 0, core.Expire(epoch))
}
