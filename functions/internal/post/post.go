// Package post builds what delivers reports, for the functions that do.
package post

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

// Sender returns what delivers reports, and tells owners what failed.
func Sender(cfg aws.Config) *deliver.Sender {
	return deliver.New(deliver.Options{
		Secrets:     secret.New(cfg),
		Stdout:      os.Stdout,
		Email:       sesv2.NewFromConfig(cfg),
		TelegramURL: os.Getenv(TelegramURL),
	})
}
