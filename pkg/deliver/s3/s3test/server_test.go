package s3test_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
)

// call is a good one, unless a test changes it.
type call struct {
	method, url, body string
	headers           map[string]string
	region, service   string
	secret            string
	age               time.Duration
	after             func(*http.Request) // the signature
}

func good() call {
	return call{method: http.MethodPut, url: "https://" + s3test.Bucket + ".s3.eu-central-1.amazonaws.com/reports/a.html", body: "1,204",
		headers: map[string]string{"Content-Type": "text/html", "If-None-Match": "*"}, region: channeltest.Region, service: "s3", secret: "SECRET", after: func(*http.Request) {}}
}

func (c call) send(t *testing.T, server *s3test.Server) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), c.method, c.url, strings.NewReader(c.body))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(c.body))
	r.Header.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	for name, value := range c.headers {
		r.Header.Set(name, value)
	}
	err = v4.NewSigner().SignHTTP(t.Context(), aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: c.secret}, r, hex.EncodeToString(sum[:]), c.service, c.region, time.Now().Add(-c.age))
	if err != nil {
		t.Fatal(err)
	}
	c.after(r)
	resp, err := channeltest.Serve(t, server).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp, string(text)
}

// TestServer_ServeHTTP has each refusal. Sources:
// docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, API_PutObject.html,
// docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html, object-keys.html.
func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	key := func(n int) string {
		return "https://" + s3test.Bucket + ".s3.eu-central-1.amazonaws.com/" + strings.Repeat("k", n)
	}
	for _, test := range []struct {
		name   string
		edit   func(*call)
		status int
		words  string
	}{
		{"written", func(*call) {}, 200, ""},
		{"by a path", func(c *call) { c.url = "https://s3.eu-central-1.amazonaws.com/" + s3test.Dotted + "/a.html" }, 200, ""},
		{"as long as may be", func(c *call) { c.url = key(1024) }, 200, ""},
		{"a key too long", func(c *call) { c.url = key(1025) }, 400, "KeyTooLongError"},
		{"not signed", func(c *call) { c.after = func(r *http.Request) { r.Header.Del("Authorization") } }, 403, "AccessDenied"},
		{"no such bucket", func(c *call) { c.url = strings.Replace(c.url, s3test.Bucket, "nobodys", 1) }, 404, "NoSuchBucket"},
		{"another service", func(c *call) { c.service = "sns" }, 400, "incorrect service"},
		{"another Region", func(c *call) { c.region = "us-east-1" }, 400, "the region &#39;us-east-1&#39; is wrong; expecting &#39;eu-central-1&#39;"},
		{"another method", func(c *call) { c.method = http.MethodPost }, 405, "MethodNotAllowed"},
		{"no key", func(c *call) { c.url = key(0) }, 405, "MethodNotAllowed"},
		{"no length", func(c *call) { c.after = func(r *http.Request) { r.ContentLength = -1 } }, 411, "MissingContentLength"},
		{"no hash", func(c *call) { c.after = func(r *http.Request) { r.Header.Del("X-Amz-Content-Sha256") } }, 400, "Missing required header"},
		{"another hash", func(c *call) { c.headers["X-Amz-Content-Sha256"] = strings.Repeat("0", 64) }, 400, "XAmzContentSHA256Mismatch"},
		{"another checksum", func(c *call) { c.headers["X-Amz-Checksum-Sha256"] = "AAAA" }, 400, "BadDigest"},
		{"another condition", func(c *call) { c.headers["If-None-Match"] = `"1"` }, 501, "NotImplemented"},
		{"another key of the account", func(c *call) { c.secret = "OTHER" }, 403, "SignatureDoesNotMatch"},
		{"a header changed", func(c *call) { c.after = func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") } }, 403, "SignatureDoesNotMatch"},
		{"sixteen minutes old", func(c *call) { c.age = 16 * time.Minute }, 403, "RequestTimeTooSkewed"},
		{"no date", func(c *call) { c.after = func(r *http.Request) { r.Header.Del("X-Amz-Date") } }, 403, "requires a valid Date"},
	} {
		server, c := s3test.New(), good()
		test.edit(&c)
		resp, text := c.send(t, server)
		if resp.StatusCode != test.status || !strings.Contains(text, test.words) {
			t.Errorf("%s: %d %s, want %d and %q", test.name, resp.StatusCode, text, test.status, test.words)
		}
		if written := len(server.Objects()) == 1; written != (test.status == 200) {
			t.Errorf("%s: written %v", test.name, written)
		}
	}
}

// TestServer_Objects holds that an object that is there is not written by a request
// with a condition.
func TestServer_Objects(t *testing.T) {
	t.Parallel()
	server, again := s3test.New(), good()
	again.body = "again"
	for i, want := range []int{200, 412} {
		c := good()
		if i > 0 {
			c = again
		}
		if resp, text := c.send(t, server); resp.StatusCode != want {
			t.Errorf("request %d: %d %s, want %d", i+1, resp.StatusCode, text, want)
		}
	}
	want := map[string]s3test.Object{s3test.Bucket + "/reports/a.html": {Type: "text/html", Content: "1,204"}}
	if diff := cmp.Diff(want, server.Objects()); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
	again.headers = nil
	if resp, _ := again.send(t, server); resp.StatusCode != 200 || server.Objects()[s3test.Bucket+"/reports/a.html"].Content != "again" {
		t.Errorf("without a condition: %d", resp.StatusCode)
	}
}

// TestServer_Put_conditions has what S3 answers to reads and to writes on conditions, by the
// object that is there and by what the caller may do.
func TestServer_Put_conditions(t *testing.T) {
	t.Parallel()
	there := s3test.Object{Type: "text/html", Content: "1,204"}
	for _, test := range []struct {
		name           string
		is             bool
		lists, noReads bool
		method         string
		headers        map[string]string
		status         int
		words          string
	}{
		{"read", true, false, false, http.MethodGet, nil, 200, "1,204"},
		{"read without the right", true, true, true, http.MethodGet, nil, 403, "AccessDenied"},
		{"read what is not there", false, false, false, http.MethodGet, nil, 403, "AccessDenied"},
		{"read what is not there, with the right to list", false, true, false, http.MethodGet, nil, 404, "NoSuchKey"},
		{"write the same object", true, false, false, http.MethodPut, map[string]string{"If-Match": there.ETag()}, 200, ""},
		{"write another object", true, false, false, http.MethodPut, map[string]string{"If-Match": `"0"`}, 412, "PreconditionFailed"},
		{"write an object that is gone", false, false, false, http.MethodPut, map[string]string{"If-Match": there.ETag()}, 404, "NoSuchKey"},
		{"write the same object without the right to read", true, false, true, http.MethodPut, map[string]string{"If-Match": there.ETag()}, 403, "AccessDenied"},
		{"write a new object without the right to read", false, false, true, http.MethodPut, map[string]string{"If-None-Match": "*"}, 200, ""},
		{"write a new object where one is", true, false, true, http.MethodPut, map[string]string{"If-None-Match": "*"}, 412, "PreconditionFailed"},
	} {
		server, c := s3test.New(), good()
		server.Lists, server.NoReads = test.lists, test.noReads
		if test.is {
			server.Put(s3test.Bucket+"/reports/a.html", there)
		}
		c.method, c.headers = test.method, test.headers
		if c.headers == nil {
			c.headers, c.body = map[string]string{}, ""
		}
		resp, text := c.send(t, server)
		if resp.StatusCode != test.status || !strings.Contains(text, test.words) || test.status == 200 && resp.Header.Get("ETag") != there.ETag() {
			t.Errorf("%s: %d %s %s, want %d and %q", test.name, resp.StatusCode, text, resp.Header.Get("ETag"), test.status, test.words)
		}
	}
}

func TestServer_Delete(t *testing.T) {
	t.Parallel()
	server := s3test.New()
	server.Put("a/b", s3test.Object{Content: "c"})
	server.Delete("a/b")
	if n := len(server.Objects()); n != 0 {
		t.Errorf("%d objects", n)
	}
}

// TestObject_ETag is the MD5 digest in quotes.
func TestObject_ETag(t *testing.T) {
	t.Parallel()
	if got, want := (s3test.Object{Content: "hello"}).ETag(), `"5d41402abc4b2a76b9719d911017c592"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := s3test.New(s3test.Refuse(503, "SlowDown", "Please reduce your request rate.", "X-Amz-Bucket-Region", "eu-central-1"), channeltest.Page(500))
	for i, want := range []int{503, 500, 200} {
		if resp, text := good().send(t, server); resp.StatusCode != want {
			t.Errorf("request %d: %d %s, want %d", i+1, resp.StatusCode, text, want)
		}
	}
	if n := server.Requests(); n != 3 {
		t.Errorf("Requests = %d, want 3", n)
	}
}
