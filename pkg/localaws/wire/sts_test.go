package wire_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestServer_AddSTS(t *testing.T) {
	t.Parallel()
	options := func(o *sts.Options) { o.Retryer = aws.NopRetryer{} }
	a := newAccount(wire.Options{})
	_, err := sts.NewFromConfig(a.Config, options).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	if err == nil {
		t.Error("a server without STS answered")
	}
	a.AddSTS()
	client := sts.NewFromConfig(a.Config, options)
	out, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	expect(t, "call", "", code(err))
	expect(t, "account", "000000000000", aws.ToString(out.Account))
	expect(t, "ARN", "arn:aws:iam::000000000000:user/local", aws.ToString(out.Arn))
	expect(t, "user", "local", aws.ToString(out.UserId))

	_, err = client.GetSessionToken(t.Context(), &sts.GetSessionTokenInput{})
	expect(t, "another operation", "NotImplemented", code(err))
}

func TestServer_AddSTS_faults(t *testing.T) {
	t.Parallel()
	var calls []wire.Call
	a := newAccount(wire.Options{Faults: func(c wire.Call) wire.Fault {
		calls = append(calls, c)
		return wire.Fault{Kind: wire.Throttled}
	}})
	a.AddSTS()
	client := sts.NewFromConfig(a.Config, func(o *sts.Options) { o.Retryer = aws.NopRetryer{} })
	_, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	expect(t, "throttled", "Throttling", code(err))
	expect(t, "calls", []wire.Call{{Service: "sts", Operation: "GetCallerIdentity"}}, calls)
}
