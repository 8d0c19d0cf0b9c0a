// The dispatcher starts the runs that schedules ask for, and carries out the
// commands of operators.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/fanlight/fanlight/functions/internal/boot"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
)

func main() { boot.Main(start) }

func start(ctx context.Context) error {
	cfg, err := boot.Config(ctx)
	if err != nil {
		return err
	}
	var env boot.Environment
	dispatcher := dispatch.New(boot.Stack(cfg, &env))
	if err := env.Err(); err != nil {
		return err
	}
	lambda.StartWithOptions(lambdaevent.Commands(dispatcher), lambda.WithContext(ctx))
	return nil
}
