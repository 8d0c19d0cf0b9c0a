package report

import (
	"fmt"
	"slices"
	"strings"
)

// OnUnknown says what to do after a delivery that got no answer: the provider may
// or may not have received it.
type OnUnknown string

// The ways to go on after a delivery of unknown outcome.
const (
	Resend OnUnknown = "resend" // send again, marked as possibly a duplicate: at least once
	Skip   OnUnknown = "skip"   // do not send again: at most once
)

// Kind names a kind of destination: the key under `deliver`.
type Kind string

// The kinds of destination.
const (
	KindStdout      Kind = "stdout"
	KindFile        Kind = "file"
	KindTelegram    Kind = "telegram"
	KindEmail       Kind = "email"
	KindSlack       Kind = "slack"
	KindTeams       Kind = "teams"
	KindDiscord     Kind = "discord"
	KindWebhook     Kind = "webhook"
	KindSNS         Kind = "sns"
	KindEventBridge Kind = "eventbridge"
	KindS3          Kind = "s3"
)

// Kinds returns all kinds of destination that this version can send to.
func Kinds() []Kind {
	return []Kind{
		KindStdout, KindFile, KindTelegram, KindEmail, KindSlack, KindTeams, KindDiscord,
		KindWebhook, KindSNS, KindEventBridge, KindS3,
	}
}

// Destination is one place that a report goes to. Exactly the settings of its
// kind are set. Name is unique within the report: the kind by default, then
// kind-2.
type Destination struct {
	Name        string       `json:"name"`
	Kind        Kind         `json:"kind"`
	OnUnknown   OnUnknown    `json:"on_unknown"`
	Telegram    *Telegram    `json:"telegram,omitempty"`
	Email       *Email       `json:"email,omitempty"`
	File        *File        `json:"file,omitempty"`
	Slack       *Slack       `json:"slack,omitempty"`
	Teams       *Teams       `json:"teams,omitempty"`
	Discord     *Discord     `json:"discord,omitempty"`
	Webhook     *Webhook     `json:"webhook,omitempty"`
	SNS         *SNS         `json:"sns,omitempty"`
	EventBridge *EventBridge `json:"eventbridge,omitempty"`
	S3          *S3          `json:"s3,omitempty"`
}

// Telegram is a chat that a bot writes to. Topic is the number of a topic of the
// chat, 0 for none. Token is a secret's reference.
type Telegram struct {
	Chat  string `json:"chat"`
	Topic int    `json:"topic,omitempty"`
	Token Secret `json:"token"`
}

// Email is sent through Amazon SES.
type Email struct {
	From   string   `json:"from"`
	To     []string `json:"to"`
	Attach Attach   `json:"attach,omitempty"`
}

// Attach says what a mail has attached; empty: nothing.
type Attach string

// AttachCSV attaches the rows of each table as CSV.
const AttachCSV Attach = "csv"

// Slack is a channel that an app writes to with its bot token, or the channel of an
// incoming webhook: exactly one of Token, with Channel, and Webhook is set.
type Slack struct {
	Channel string `json:"channel,omitempty"` // its ID, or its name with # before it
	Token   Secret `json:"token,omitempty"`
	Webhook Secret `json:"webhook,omitempty"` // the URL
}

// Teams is a channel or chat that a workflow of Microsoft Teams posts to.
type Teams struct {
	Webhook Secret `json:"webhook"` // the URL
}

// Discord is the channel of a webhook.
type Discord struct {
	Webhook Secret `json:"webhook"` // the URL
}

// Webhook is a server that takes signed requests (Standard Webhooks 1.0.0). URL is
// one of https, or with AllowPrivate of http on this machine.
type Webhook struct {
	URL          string `json:"url"`
	Secret       Secret `json:"secret"`
	AllowPrivate bool   `json:"allow_private,omitempty"` // the URL may lead to a private address
}

// SNS is a topic, by its ARN.
type SNS struct {
	Topic string `json:"topic"`
}

// EventBridge is an event bus, by its name or its ARN.
type EventBridge struct {
	Bus string `json:"bus"`
}

// S3 is an archive of editions in a bucket. Prefix is a folder, without / at its
// ends. Link is the start of the address at which a company shows what lies below the
// prefix, empty for none.
type S3 struct {
	Bucket string `json:"bucket"`
	Prefix string `json:"prefix,omitempty"`
	Link   string `json:"link,omitempty"`
}

// File is written on the machine that the reporter runs on. The ending of its
// path chooses the form: .html, .json, else text.
type File struct {
	Path string `json:"path"`
}

// Secret is a reference to a secret, never the secret: env:NAME, ssm:/path or
// secretsmanager:ARN#key.
type Secret string

func (d Destination) check() error {
	if d.OnUnknown != Resend && d.OnUnknown != Skip {
		return fmt.Errorf("destination %q: invalid on_unknown %q: want resend or skip", d.Name, d.OnUnknown)
	}
	return d.checkKind()
}

// checkKind refuses a kind that this version cannot send to, and one without its
// settings.
func (d Destination) checkKind() error {
	if !slices.Contains(Kinds(), d.Kind) {
		return fmt.Errorf("destination %q: invalid kind %q: want %s", d.Name, d.Kind, kindWords())
	}
	if !d.hasSettings() {
		return fmt.Errorf("destination %q: missing settings of kind %s", d.Name, d.Kind)
	}
	return nil
}

func (d Destination) hasSettings() bool {
	return map[Kind]bool{
		KindStdout: true, KindFile: d.File != nil, KindTelegram: d.Telegram != nil, KindEmail: d.Email != nil,
		KindSlack: d.Slack.complete(), KindTeams: d.Teams != nil, KindDiscord: d.Discord != nil,
		KindWebhook: d.Webhook != nil, KindSNS: d.SNS != nil, KindEventBridge: d.EventBridge != nil, KindS3: d.S3 != nil,
	}[d.Kind]
}

// complete reports whether exactly one of the two forms of settings is there.
func (s *Slack) complete() bool {
	return s != nil && (s.Webhook != "") != (s.Token != "") && (s.Token != "") == (s.Channel != "")
}

// kindWords lists the kinds as an error does: a, b or c.
func kindWords() string {
	var words []string
	for _, kind := range Kinds() {
		words = append(words, string(kind))
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// secrets returns the references to the secrets that the destination needs.
func (d Destination) secrets() []Secret {
	var all []Secret
	if d.Telegram != nil {
		all = append(all, d.Telegram.Token)
	}
	if d.Slack != nil {
		all = append(all, d.Slack.Token, d.Slack.Webhook)
	}
	if d.Teams != nil {
		all = append(all, d.Teams.Webhook)
	}
	if d.Discord != nil {
		all = append(all, d.Discord.Webhook)
	}
	if d.Webhook != nil {
		all = append(all, d.Webhook.Secret)
	}
	return slices.DeleteFunc(all, func(s Secret) bool { return s == "" })
}
