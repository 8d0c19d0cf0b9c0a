// The janitor sees to it that no run stays open and none is silently missing.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/fanlight/fanlight/functions/internal/boot"
	"github.com/fanlight/fanlight/functions/internal/post"
	"github.com/fanlight/fanlight/pkg/pipeline/sweep"
)

func main() { boot.Main(start) }

func start(ctx context.Context) error {
	cfg, err := boot.Config(ctx)
	if err != nil {
		return err
	}
	var env boot.Environment
	sweeper := sweep.New(boot.Stack(cfg, &env), post.Sender(cfg), env.Timeout(), sweep.Settings{})
	if err := env.Err(); err != nil {
		return err
	}
	lambda.StartWithOptions(sweeper.Sweep, lambda.WithContext(ctx))
	return nil
}
