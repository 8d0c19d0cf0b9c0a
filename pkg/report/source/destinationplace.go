package source

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

var (
	slackKeys       = keys{known: []string{"channel", "token", "webhook"}, elsewhere: nextToKind}
	hookKeys        = keys{known: []string{"webhook"}, elsewhere: nextToKind} // of teams and discord
	webhookKeys     = keys{known: []string{"url", "secret", "allow_private"}, elsewhere: nextToKind}
	snsKeys         = keys{known: []string{"topic"}, elsewhere: nextToKind}
	eventBridgeKeys = keys{known: []string{"bus"}, elsewhere: nextToKind}
	s3Keys          = keys{known: []string{"bucket", "prefix", "link"}, elsewhere: nextToKind}
)

const (
	wantSlack       = `a mapping such as { channel: C0123, token: "ssm:/path" } or { webhook: "ssm:/path" }`
	wantChannel     = `a channel's ID such as C0123, or its name such as "#reports"`
	wantHook        = `a mapping such as { webhook: "ssm:/path" }`
	wantWebhook     = `a mapping such as { url: "https://example.org/fanlight", secret: "ssm:/path" }`
	wantURL         = "a URL that begins with https://, without a user's name, a password and a part after #"
	wantSNS         = `a mapping such as { topic: "arn:aws:sns:eu-west-1:123456789012:reports" }`
	wantTopic       = "the ARN of a topic such as arn:aws:sns:eu-west-1:123456789012:reports"
	wantEventBridge = "a mapping such as { bus: default }"
	wantBus         = "the name of an event bus such as default, or its ARN"
	wantS3          = "a mapping such as { bucket: example-reports, prefix: reports/ }"
	wantBucket      = "the name of a bucket such as example-reports"
	wantPrefix      = "a folder such as reports/, of letters, digits and _ . = @ + - /"
	wantLink        = "the address of a folder such as https://reports.example.org/"
)

// readPlace reads the settings of a kind that sends to a service or a server.
func readPlace(v value, d *report.Destination) {
	switch d.Kind {
	case report.KindSlack:
		d.Slack = readSlack(v)
	case report.KindTeams:
		d.Teams = &report.Teams{Webhook: readHook(v)}
	case report.KindDiscord:
		d.Discord = &report.Discord{Webhook: readHook(v)}
	case report.KindWebhook:
		d.Webhook = readWebhook(v)
	case report.KindSNS:
		if m, ok := v.mapping(snsKeys, wantSNS); ok {
			d.SNS = &report.SNS{Topic: m.needMatch("topic", wantTopic, topicARN())}
		}
	case report.KindEventBridge:
		if m, ok := v.mapping(eventBridgeKeys, wantEventBridge); ok {
			d.EventBridge = &report.EventBridge{Bus: m.needMatch("bus", wantBus, eventBus())}
		}
	case report.KindS3:
		d.S3 = readS3(v)
	}
}

// The forms of names. Sources: docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html,
// docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html,
// docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
// docs.slack.dev/reference/objects/conversation-object
var (
	slackChannel = lazyregexp.New(`^(#[^\s\pC\p{Lu}#@<>&]{1,80}|[CDGU][A-Z0-9]{2,30})$`)
	topicARN     = lazyregexp.New(`^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$`)
	eventBus     = lazyregexp.New(`^(arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/)?[A-Za-z0-9._-][A-Za-z0-9._/-]{0,255}$`)
	bucketName   = lazyregexp.New(`^[a-z0-9]([a-z0-9-]|\.[a-z0-9]){1,61}[a-z0-9]$`)
	prefixForm   = lazyregexp.New(`^[A-Za-z0-9_.=@+-]+(/[A-Za-z0-9_.=@+-]+)*/?$`)
)

// needMatch reads text of a form that must be there.
func (m mapping) needMatch(key, want string, form *regexp.Regexp) string {
	s := m.needText(key, want, "!!str")
	if !s.unresolved && !form.MatchString(s.text) {
		s.invalid("%s", want)
	} else if !s.unresolved {
		s.refusePartition(s.text)
	}
	return s.text
}

// readSlack reads either a channel with a bot's token, or a webhook.
func readSlack(v value) *report.Slack {
	m, ok := v.mapping(slackKeys, wantSlack)
	if !ok {
		return nil
	}
	if !m.has("webhook") {
		return &report.Slack{Channel: m.needMatch("channel", wantChannel, slackChannel()), Token: readSecret(m, "token")}
	}
	if m.has("channel") || m.has("token") {
		m.problem(m.at(), "", "webhook and another key in slack: want either webhook, or channel and token")
	}
	return &report.Slack{Webhook: readSecret(m, "webhook")}
}

func readHook(v value) report.Secret {
	m, ok := v.mapping(hookKeys, wantHook)
	if !ok {
		return ""
	}
	return readSecret(m, "webhook")
}

func readWebhook(v value) *report.Webhook {
	m, ok := v.mapping(webhookKeys, wantWebhook)
	if !ok {
		return nil
	}
	w := &report.Webhook{Secret: readSecret(m, "secret"), AllowPrivate: m.flag("allow_private")}
	s := m.needText("url", wantURL, "!!str")
	if w.URL = s.text; s.unresolved {
		return w
	}
	u, ok := webAddress(s.text)
	switch {
	case ok && u.Scheme == "https":
	case ok && isLoopback(u.Hostname()) && w.AllowPrivate:
	case ok && isLoopback(u.Hostname()):
		s.invalid("%s; one of http on this machine needs allow_private: true", wantURL)
	default:
		s.invalid("%s", wantURL)
	}
	return w
}

// webAddress parses a URL of https or http that has a host and nothing that does not
// belong into a file.
func webAddress(text string) (*url.URL, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.Contains(text, "#") {
		return nil, false
	}
	return u, u.Scheme == "https" || u.Scheme == "http"
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func readS3(v value) *report.S3 {
	m, ok := v.mapping(s3Keys, wantS3)
	if !ok {
		return nil
	}
	a := &report.S3{Bucket: m.needMatch("bucket", wantBucket, bucketName())}
	if m.has("prefix") {
		a.Prefix = readPrefix(m)
	}
	if s, ok := m.text("link", wantLink); ok {
		u, valid := webAddress(s.text)
		if a.Link = s.text; !s.unresolved && (!valid || u.Scheme != "https" || u.RawQuery != "") {
			s.invalid("%s", wantLink)
		}
	}
	return a
}

// readPrefix reads a folder, and returns it without / at its end. A part that is
// a dot or two would be taken as a folder above by browsers.
func readPrefix(m mapping) string {
	s := m.needText("prefix", wantPrefix, "!!str")
	prefix := strings.TrimSuffix(s.text, "/")
	dots := strings.Contains("/"+prefix+"/", "/./") || strings.Contains("/"+prefix+"/", "/../")
	if !s.unresolved && (!prefixForm().MatchString(s.text) || dots || len(prefix) > 200) {
		s.invalid("%s, at most 200 characters", wantPrefix)
	}
	return prefix
}
