package cli

import (
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/secret"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
)

// telegramURL is the variable that names another server of the Telegram Bot API
// than the public one, as the deployed reporter has it.
const telegramURL = "FANLIGHT_TELEGRAM_URL"

// newSender returns what delivers reports from this machine, by the AWS
// configuration of its user; the destination stdout writes to the writer.
func newSender(ctx context.Context, s *System, stdout io.Writer) (reporter.Sender, error) {
	cfg, err := s.AWS(ctx, Account{})
	if err != nil {
		return nil, err
	}
	return deliver.New(deliver.Options{
		Secrets: secret.New(cfg), Stdout: stdout, Email: sesv2.NewFromConfig(cfg), TelegramURL: s.Getenv(telegramURL),
	}), nil
}
