package channeltest_test

import (
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

func TestAWSConfig(t *testing.T) {
	t.Parallel()
	cfg := channeltest.AWSConfig(http.DefaultClient, "http://aws.invalid")
	who, err := cfg.Credentials.Retrieve(t.Context())
	if err != nil || who.AccessKeyID == "" || cfg.Region != channeltest.Region || aws.ToString(cfg.BaseEndpoint) != "http://aws.invalid" {
		t.Errorf("%+v, %v", cfg, err)
	}
	if cfg := channeltest.AWSConfig(http.DefaultClient, ""); cfg.BaseEndpoint != nil {
		t.Errorf("endpoint %q, want none", *cfg.BaseEndpoint)
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	for header, want := range map[string][2]string{
		"AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-central-1/sns/aws4_request, SignedHeaders=host": {"eu-central-1", "sns"},
		"": {}, "Bearer x": {}, "AWS4-HMAC-SHA256 Credential=AKID/20260102": {},
	} {
		region, service := channeltest.Scope(&http.Request{Header: http.Header{"Authorization": {header}}})
		if [2]string{region, service} != want {
			t.Errorf("%q: %q, %q", header, region, service)
		}
	}
}
