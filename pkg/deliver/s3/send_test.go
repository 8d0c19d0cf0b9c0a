package s3_test

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

var passing, final, open = &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}

const (
	at      = "reports/bot-usage/2026-01-02/2026-01-02T12-30-00Z/"
	indexAt = "reports/bot-usage/index.html"
)

func archive(bucket string) report.Destination {
	return report.Destination{Name: "s3", Kind: report.KindS3, S3: &report.S3{Bucket: bucket, Prefix: "reports"}}
}

func part(of string) fanlight.Message {
	return fanlight.Message{Destination: "s3", Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 1, Parts: []string{of}}
}

// reaching is an environment whose AWS is a server in memory.
func reaching(t *testing.T, server http.Handler) *channel.Environment {
	t.Helper()
	return &channel.Environment{AWS: channeltest.AWSConfig(channeltest.Serve(t, server), "")}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	server := s3test.New()
	env := reaching(t, server)
	m := s3.Channel{}.Render(rendertest.Documents()["tables"], archive(s3test.Bucket))
	m.Run, m.Epoch = "bot-usage@2026-01-02T12:30:00Z", 1
	for _, bucket := range []string{s3test.Bucket, s3test.Dotted} {
		for i := range m.PartCount() {
			receipt, err := s3.Channel{}.Send(t.Context(), env, archive(bucket), m.OnePart(i))
			name, _, _ := strings.Cut(m.Parts[i], "\n")
			if name = at + name; i == m.PartCount()-1 {
				name = indexAt
			}
			if want := "s3://" + bucket + "/" + name; receipt != want || err != nil {
				t.Errorf("Send = %q, %v; want %q", receipt, err, want)
			}
		}
	}
	types := map[string]string{}
	for key, o := range server.Objects() {
		types[key] = o.Type
	}
	want := map[string]string{}
	for _, bucket := range []string{s3test.Bucket, s3test.Dotted} {
		maps.Copy(want, map[string]string{
			bucket + "/" + indexAt: "text/html; charset=utf-8", bucket + "/" + at + "report.html": "text/html; charset=utf-8", bucket + "/" + at + "report.json": "application/json",
			bucket + "/" + at + "by_function.csv": "text/csv; charset=utf-8", bucket + "/" + at + "latest.csv": "text/csv; charset=utf-8", bucket + "/" + at + "broad.csv": "text/csv; charset=utf-8",
		})
	}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("objects (-want +got):\n%s", diff)
	}
}

// TestChannel_Send_again holds that an object is written once.
func TestChannel_Send_again(t *testing.T) {
	t.Parallel()
	server := s3test.New(channeltest.Lost())
	env := reaching(t, server)
	_, err := s3.Channel{}.Send(t.Context(), env, archive(s3test.Bucket), part("report.html\nfirst"))
	channeltest.CheckOutcome(t, err, open, "PUT of S3")
	receipt, err := s3.Channel{}.Send(t.Context(), env, archive(s3test.Bucket), part("report.html\nsecond"))
	if o := server.Objects()[s3test.Bucket+"/"+at+"report.html"]; err != nil || receipt == "" || o.Content != "first" {
		t.Errorf("Send = %q, %v; object %+v, want the first", receipt, err, o)
	}
}

// TestChannel_Send_place holds that what does not come together has its own keys.
func TestChannel_Send_place(t *testing.T) {
	t.Parallel()
	server := s3test.New()
	env := reaching(t, server)
	for _, m := range []fanlight.Message{
		{Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 1, Parts: []string{"report.html\na"}},
		{Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 2, Parts: []string{"report.html\na"}},
		{Run: "bot-usage@2026-01-02T12:30:00Z+x7k2p9", Epoch: 1, Parts: []string{"report.html\na"}},
		{Run: "bot-usage@2026-01-02T12:30:00Z", Destination: "owner", Parts: []string{"notice.txt\na"}},
		{Run: "bot-usage@2026-01-02T12:30:00Z", Destination: "owner", Parts: []string{"notice.txt\nb"}},
	} {
		to := report.Destination{S3: &report.S3{Bucket: s3test.Bucket, Prefix: "a b/=@+"}} // as no file has it
		if _, err := (s3.Channel{}).Send(t.Context(), env, to, m); err != nil {
			t.Errorf("%+v: %v", m, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(server.Objects())) {
		t.Log(key)
	}
	if n := len(server.Objects()); n != 5 {
		t.Errorf("%d objects, want 5", n)
	}
}

// TestChannel_Send_another_region holds that the bucket's Region is found.
func TestChannel_Send_another_region(t *testing.T) {
	t.Parallel()
	server := s3test.New()
	receipt, err := s3.Channel{}.Send(t.Context(), reaching(t, server), archive(s3test.Elsewhere), part("report.html\na"))
	if err != nil || server.Requests() != 2 || len(server.Objects()) != 1 {
		t.Errorf("Send = %q, %v after %d requests", receipt, err, server.Requests())
	}
	redirect := s3test.Refuse(301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint.", "X-Amz-Bucket-Region", "us-east-2")
	if _, err = (s3.Channel{}).Send(t.Context(), reaching(t, s3test.New(redirect)), archive(s3test.Elsewhere), part("report.html\na")); err != nil {
		t.Errorf("after a redirect: %v", err)
	}
	_, err = s3.Channel{}.Send(t.Context(), reaching(t, s3test.New(redirect, redirect)), archive(s3test.Elsewhere), part("report.html\na"))
	channeltest.CheckOutcome(t, err, final, "S3 answered 301 PermanentRedirect")
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault *channeltest.Fault
		want  *fanlight.DeliveryError
		words string
	}{
		{"slow down", s3test.Refuse(503, "SlowDown", "Please reduce your request rate."), passing, "503 SlowDown: Please reduce your request rate."},
		{"internal", s3test.Refuse(500, "InternalError", "We encountered an internal error."), passing, "500 InternalError"},
		{"a page", channeltest.Page(502), passing, "502 Bad Gateway"},
		{"too many requests", channeltest.Page(429), passing, "429"},
		{"too slow", s3test.Refuse(400, "RequestTimeout", "Your socket connection to the server was not read from or written to within the timeout period."), passing, "RequestTimeout"},
		{"expired", s3test.Refuse(400, "ExpiredToken", "The provided token has expired."), passing, "ExpiredToken"},
		{"at once", s3test.Refuse(409, "ConditionalRequestConflict", "A conflicting conditional operation is currently in progress against this resource."), passing, "409"},
		{"denied", s3test.Refuse(403, "AccessDenied", "User <a> & \"b\" is not authorized"), final, "403 AccessDenied: User <a> & \"b\" is not authorized"},
		{"hostile words", s3test.Refuse(400, "Bad\x1b", "a\r\nb"), final, "Bad␛: a␊b"},
		{"no XML", s3test.Refuse(403, "", ""), final, "403 Forbidden"},
		{"lost answer", channeltest.Lost(), open, "EOF"},
		{"cut answer of an error", &channeltest.Fault{Answer: func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "500")
			w.WriteHeader(http.StatusForbidden)
		}}, passing, "read S3's answer 403"},
		{"slow", channeltest.Slow(), open, "deadline exceeded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := s3test.New(test.fault)
				_, err := s3.Channel{}.Send(t.Context(), reaching(t, server), archive(s3test.Bucket), part("report.html\na"))
				channeltest.CheckOutcome(t, err, test.want, test.words)
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests, want 1", n)
				}
			})
		})
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	closed := channel.Environment{AWS: channeltest.AWSConfig(http.DefaultClient, "http://"+listener.Addr().String())}
	without, nobody, nowhere := closed, closed, closed
	without.AWS.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("no credentials today")
	})
	nobody.AWS.Credentials = nil
	nowhere.AWS.BaseEndpoint = aws.String("http://\x7f")
	for _, test := range []struct {
		env   channel.Environment
		to    report.Destination
		m     fanlight.Message
		want  *fanlight.DeliveryError
		words string
	}{
		{closed, archive(s3test.Bucket), part("report.html\na"), passing, "refused"},
		{without, archive(s3test.Bucket), part("report.html\na"), passing, "no credentials today"},
		{nobody, archive(s3test.Bucket), part("report.html\na"), passing, "no credentials are configured"},
		{nowhere, archive(s3test.Bucket), part("report.html\na"), passing, "endpoint"},
		{closed, archive(s3test.Bucket), part("../a\n"), final, "not an object with a name"},
		{closed, archive(s3test.Bucket), part("report.html"), final, "not an object with a name"},
		{closed, archive(s3test.Bucket), fanlight.Message{}, final, "0 parts, want one at a time"},
		{closed, report.Destination{Kind: report.KindS3}, part("report.html\na"), final, "no settings"},
	} {
		_, err := s3.Channel{}.Send(t.Context(), &test.env, test.to, test.m)
		channeltest.CheckOutcome(t, err, test.want, test.words)
	}
}

// TestChannel_Send_address holds that buckets are addressed as AWS wants it, or at
// another endpoint by their path.
func TestChannel_Send_address(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ region, bucket, endpoint, variable, want string }{
		{"eu-central-1", "a-b", "", "", "a-b.s3.eu-central-1.amazonaws.com/" + at + "report.html"},
		{"us-east-1", "a.b", "", "", "s3.us-east-1.amazonaws.com/a.b/" + at + "report.html"},
		{"cn-north-1", "a-b", "", "", "a-b.s3.cn-north-1.amazonaws.com.cn/" + at + "report.html"},
		{"eusc-de-east-1", "a-b", "", "", "a-b.s3.eusc-de-east-1.amazonaws.eu/" + at + "report.html"},
		{"eu-central-1", "a-b", "http://localhost:4566/", "", "localhost:4566/a-b/" + at + "report.html"},
		{"eu-central-1", "a-b", "http://localhost:4566", "http://localhost:9000", "localhost:9000/a-b/" + at + "report.html"},
	} {
		seen := ""
		client := channeltest.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.Host + r.URL.EscapedPath() }))
		env := &channel.Environment{AWS: channeltest.AWSConfig(client, test.endpoint), Getenv: func(name string) string {
			return map[string]string{"AWS_ENDPOINT_URL_S3": test.variable}[name]
		}}
		env.AWS.Region = test.region
		if _, err := (s3.Channel{}).Send(t.Context(), env, archive(test.bucket), part("report.html\na")); err != nil || seen != test.want {
			t.Errorf("asked %q, %v; want %q", seen, err, test.want)
		}
	}
}
