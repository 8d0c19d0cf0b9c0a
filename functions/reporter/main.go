// The reporter renders complete runs and delivers them.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/fanlight/fanlight/functions/internal/boot"
	"github.com/fanlight/fanlight/functions/internal/post"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
)

func main() { boot.Main(start) }

func start(ctx context.Context) error {
	cfg, err := boot.Config(ctx)
	if err != nil {
		return err
	}
	var env boot.Environment
	stack := boot.Stack(cfg, &env)
	reporter := publish.New(stack, post.Sender(cfg), env.Timeout())
	if err := env.Err(); err != nil {
		return err
	}
	lambda.StartWithOptions(lambdaevent.Reports(reporter.Publish, stack.Reports(), logError), lambda.WithContext(ctx))
	return nil
}

func logError(err error) { slog.Error("report", "error", err) }
