// The worker settles the queries that its event source delivers, and as many
// more as it can take from the queue.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/fanlight/fanlight/functions/internal/boot"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/work"
)

func main() { boot.Main(start) }

func start(ctx context.Context) error {
	cfg, err := boot.Config(ctx)
	if err != nil {
		return err
	}
	var env boot.Environment
	worker := work.New(boot.Stack(cfg, &env), work.Settings{
		Slots: env.Number(boot.Slots), Limit: env.Number(boot.InsightsLimit),
	})
	worker.Log = logError
	if err := env.Err(); err != nil {
		return err
	}
	lambda.StartWithOptions(lambdaevent.Queries(worker.Work), lambda.WithContext(ctx))
	return nil
}

func logError(err error) { slog.Error("work", "error", err) }
