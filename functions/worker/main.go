// The worker settles the queries that its event source delivers, and as many
// more as it can take from the queue.
package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/functions/internal/config"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
)

func main() { config.Main(build) }

func build(cfg aws.Config, env *config.Environment) (any, error) {
	w, err := worker.New(config.Stack(cfg, env), worker.Settings{
		Slots: env.Number(config.Slots), Concurrency: env.Number(config.Concurrency), Limit: env.Number(config.InsightsLimit),
		StartRate: env.Number(config.StartRate), ReadRate: env.Number(config.ReadRate),
	})
	if err != nil {
		return nil, err
	}
	return lambdaevent.Queries(w.Work), nil
}
