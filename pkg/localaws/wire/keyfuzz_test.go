package wire

import (
	"bufio"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"golang.org/x/net/http/httpguts"
)

// FuzzKey signs any request as the SDK does, and sends it through the form that it has on a connection:
// the key lets it in, and refuses it with another body, with another secret and a day later. Any text as
// a signature is refused.
func FuzzKey(f *testing.F) {
	f.Add("/", "", "", "x", "{}", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=00")
	f.Add("/2015-03-31/functions/arn:aws:lambda:us-east-1:0:function:f/invocations", "Qualifier", "$LATEST a+b", " two  blanks ", "", "")
	f.Add("/a b/%2F/é/../x", "é", "&=+%", "\t", "\x00", "AWS4-HMAC-SHA256 Credential=AKID/20260102/r/s/aws4_request, SignedHeaders=;;;host, Signature=zz")
	key, now := Key{ID: "AKID", Secret: "secret"}, time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, path, name, value, header, body, authorization string) {
		r, ok := asReceived(t, key, now, &url.URL{Scheme: "http", Host: "localhost:4600", Path: "/" + path, RawQuery: url.Values{name: {value}}.Encode()}, header, body)
		if !ok {
			t.Skip("not a request")
		}
		if err := key.check(r, []byte(body), now); err != nil {
			t.Errorf("signed %s with the header %q: %v", r.URL, header, err)
		}
		other := Key{ID: key.ID, Secret: key.Secret + "x"}
		if key.check(r, []byte(body+"x"), now) == nil || other.check(r, []byte(body), now) == nil || key.check(r, []byte(body), now.AddDate(0, 0, 1)) == nil {
			t.Errorf("%s was let in with another body or secret, or a day later", r.URL)
		}
		if r.Header.Set("Authorization", authorization); key.check(r, []byte(body), now) == nil {
			t.Errorf("%q was let in", authorization)
		}
	})
}

// asReceived returns a signed request as a server receives it. A header that http.Transport refuses is
// refused here too: [http.Request.Write] sends other bytes in its place than those that are signed.
func asReceived(t *testing.T, key Key, now time.Time, to *url.URL, header, body string) (*http.Request, bool) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, to.String(), strings.NewReader(body))
	if err != nil || !httpguts.ValidHeaderFieldValue(header) {
		return nil, false
	}
	r.Header.Set("X-Amz-Target", header)
	credentials := aws.Credentials{AccessKeyID: key.ID, SecretAccessKey: key.Secret}
	if err := v4.NewSigner().SignHTTP(t.Context(), credentials, r, digest([]byte(body)), "logs", "us-east-1", now); err != nil {
		return nil, false
	}
	var sent bytes.Buffer
	if r.Write(&sent) != nil {
		return nil, false
	}
	received, err := http.ReadRequest(bufio.NewReader(&sent))
	return received, err == nil
}
