// Package delivery builds the sender of the functions that deliver reports.
package delivery

import (
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/secret"
)

// TelegramURL may name another server of the Telegram Bot API than the public
// one: self-hosted, or a test's.
const TelegramURL = "FANLIGHT_TELEGRAM_URL"

// Sender returns the sender of a function: it delivers reports, and messages to
// their owners.
func Sender(cfg aws.Config) *deliver.Sender {
	return deliver.New(deliver.Options{
		Secrets:     secret.New(cfg),
		Stdout:      os.Stdout,
		Email:       sesv2.NewFromConfig(cfg),
		TelegramURL: os.Getenv(TelegramURL),
	})
}
