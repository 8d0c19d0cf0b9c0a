package sns_test

import (
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/sns"
	"github.com/fanlight/fanlight/pkg/deliver/sns/snstest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var passing, final, open = &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}

func topic(arn string) report.Destination {
	return report.Destination{Name: "sns", Kind: report.KindSNS, SNS: &report.SNS{Topic: arn}}
}

var sent = fanlight.Message{Destination: "sns", Report: "bot-usage", Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 1, Subject: "Bot usage", Text: "1,204\n"}

func reaching(t *testing.T, server *snstest.Server) *channel.Environment {
	t.Helper()
	cfg := channeltest.AWSConfig(channeltest.Serve(t, server), "http://sns.invalid")
	cfg.Region = "us-east-1" // the topic's is another
	return &channel.Environment{AWS: cfg}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]snstest.Message{
		snstest.Topic: {Topic: snstest.Topic, Subject: "Bot usage", Text: "1,204\n"},
		snstest.FIFO:  {Topic: snstest.FIFO, Subject: "Bot usage", Text: "1,204\n", Group: "bot-usage", Deduplication: channel.Key(sent)},
	} {
		server := snstest.New()
		receipt, err := sns.Channel{}.Send(t.Context(), reaching(t, server), topic(arn), sent)
		if diff := cmp.Diff([]snstest.Message{want}, server.Messages()); err != nil || receipt != "id-1" || diff != "" {
			t.Errorf("Send = %q, %v; messages (-want +got):\n%s", receipt, err, diff)
		}
	}
}

// TestChannel_Send_again holds that a FIFO topic gets a message once.
func TestChannel_Send_again(t *testing.T) {
	t.Parallel()
	server := snstest.New(channeltest.Lost())
	env := reaching(t, server)
	_, err := sns.Channel{}.Send(t.Context(), env, topic(snstest.FIFO), sent)
	channeltest.CheckOutcome(t, err, open, "SNS: Publish")
	if _, err = (sns.Channel{}).Send(t.Context(), env, topic(snstest.FIFO), sns.Channel{}.MarkDuplicate(sent, "Possibly a duplicate.")); err != nil || len(server.Messages()) != 1 {
		t.Errorf("%v, %d messages; want one", err, len(server.Messages()))
	}
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault *channeltest.Fault
		want  *fanlight.DeliveryError
	}{
		{"throttled", snstest.Refuse(429, "Throttled", "Rate exceeded"), passing},
		{"throttling", snstest.Refuse(400, "Throttling", "Rate exceeded"), passing},
		{"internal", snstest.Refuse(500, "InternalError", "internal"), passing},
		{"unavailable, a page", channeltest.Page(503), passing},
		{"expired", snstest.Refuse(403, "ExpiredToken", "The security token included in the request is expired"), passing},
		{"denied", snstest.Refuse(403, "AuthorizationError", "not authorized to perform: SNS:Publish"), final},
		{"no key", snstest.Refuse(400, "KMSAccessDenied", "The ciphertext refers to a customer master key that does not exist"), final},
		{"no topic", snstest.Refuse(404, "NotFound", "Topic does not exist"), final},
		{"lost answer", channeltest.Lost(), open},
		{"unreadable answer", channeltest.Page(200), open},
		{"cut answer", channeltest.Cut("<PublishResponse"), open},
		{"slow", channeltest.Slow(), open},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := snstest.New(test.fault)
				_, err := sns.Channel{}.Send(t.Context(), reaching(t, server), topic(snstest.Topic), sent)
				channeltest.CheckOutcome(t, err, test.want, "SNS: Publish")
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests: the SDK sent again by itself", n)
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
	env := &channel.Environment{AWS: channeltest.AWSConfig(http.DefaultClient, "http://"+listener.Addr().String())}
	for _, test := range []struct {
		to    report.Destination
		want  *fanlight.DeliveryError
		words string
	}{
		{topic(snstest.Topic), passing, "refused"},
		{topic("reports"), final, `invalid topic "reports"`},
		{report.Destination{Kind: report.KindSNS}, final, "no settings"},
	} {
		_, err := sns.Channel{}.Send(t.Context(), env, test.to, sent)
		channeltest.CheckOutcome(t, err, test.want, test.words)
	}
}

// TestChannel_Send_address holds that the request goes to the topic's Region.
func TestChannel_Send_address(t *testing.T) {
	t.Parallel()
	for arn, host := range map[string]string{
		snstest.Topic: "sns.eu-central-1.amazonaws.com",
		"arn:aws-cn:sns:cn-north-1:111122223333:reports": "sns.cn-north-1.amazonaws.com.cn",
	} {
		seen := ""
		client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen = r.Host
			snstest.Refuse(403, "AuthorizationError", "no").Answer(w)
		}))
		env := &channel.Environment{AWS: channeltest.AWSConfig(client, "")}
		if _, err := (sns.Channel{}).Send(t.Context(), env, topic(arn), sent); err == nil || !strings.HasPrefix(seen, host) {
			t.Errorf("%s: asked %q, %v; want %s", arn, seen, err, host)
		}
	}
}
