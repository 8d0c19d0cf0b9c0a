package wire_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// TestServer_xml wants the form of the caller's protocol: a client of the Query protocol cannot read an error
// in JSON (moto's tests of SQS and the AWS CLI print "Unable to parse response" for one). The forms are those
// of https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
func TestServer_xml(t *testing.T) {
	t.Parallel()
	const sender = "AWS4-HMAC-SHA256 Credential=local/20260102/us-east-1/SERVICE/aws4_request, SignedHeaders=host, Signature=0"
	for name, c := range map[string]struct{ service, kind, body, want string }{
		"SQS": {"sqs", "application/x-www-form-urlencoded; charset=utf-8", "Action=ListQueues&Version=2012-11-05",
			"<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>not implemented by the embedded stand-in: sqs.ListQueues</Message></Error></ErrorResponse>"},
		"CloudFormation": {"cloudformation", "application/x-www-form-urlencoded", "Action=ListStacks", "stand-in: cloudformation.ListStacks</Message>"},
		"no action":      {"iam", "application/x-www-form-urlencoded", "Version=1", "stand-in: iam.a request of the Query protocol without an Action</Message>"},
		"S3":             {"s3", "", "", "<Error><Code>NotImplemented</Code><Message>not implemented by the embedded stand-in: s3.POST </Message></Error>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, wire.Endpoint, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", c.kind)
			request.Header.Set("Authorization", strings.Replace(sender, "SERVICE", c.service, 1))
			resp, err := wire.Memory(newAccount(wire.Options{}).Server).Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, "status", http.StatusNotImplemented, resp.StatusCode)
			expect(t, "content type", "text/xml", resp.Header.Get("Content-Type"))
			if !strings.Contains(string(body), c.want) {
				t.Errorf("body %s, want %s in it", body, c.want)
			}
		})
	}
}
