package deliver

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/discord"
	"github.com/fanlight/fanlight/pkg/deliver/email"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge"
	"github.com/fanlight/fanlight/pkg/deliver/file"
	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/sns"
	"github.com/fanlight/fanlight/pkg/deliver/stdout"
	"github.com/fanlight/fanlight/pkg/deliver/teams"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/webhook"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// kinds are the channels of all kinds of destination.
var kinds = map[report.Kind]channel.Channel{
	report.KindStdout:      stdout.Channel{},
	report.KindFile:        file.Channel{},
	report.KindTelegram:    telegram.Channel{},
	report.KindEmail:       email.Channel{},
	report.KindSlack:       slack.Channel{},
	report.KindTeams:       teams.Channel{},
	report.KindDiscord:     discord.Channel{},
	report.KindWebhook:     webhook.Channel{},
	report.KindSNS:         sns.Channel{},
	report.KindEventBridge: eventbridge.Channel{},
	report.KindS3:          s3.Channel{},
}

// of returns the channel of a kind. An unknown kind, of a definition that a
// later version stored, has the form of stdout and is not sent.
func of(kind report.Kind) channel.Channel {
	if c, known := kinds[kind]; known {
		return c
	}
	return unknown{}
}

// unknown is the channel of unknown kinds.
type unknown struct{ stdout.Channel }

// Send implements channel.Channel.
func (unknown) Send(context.Context, *channel.Environment, report.Destination, fanlight.Message) (string, error) {
	return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("this version knows no such kind")}
}
