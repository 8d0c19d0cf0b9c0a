// The janitor brings open runs to their end and starts the runs that schedules
// missed.
package main

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/functions/internal/config"
	"github.com/fanlight/fanlight/functions/internal/delivery"
	"github.com/fanlight/fanlight/pkg/pipeline/janitor"
	"github.com/fanlight/fanlight/pkg/stack"
)

func main() { config.Main(build) }

func build(cfg aws.Config, env *config.Environment) (any, error) {
	j, err := janitor.New(config.Stack(cfg, env), delivery.Sender(cfg), env.Timeout(stack.Janitor), janitor.Settings{
		CatchUp: env.Number(config.CatchUp), CatchUpAge: time.Duration(env.Number(config.CatchUpDays)) * 24 * time.Hour,
	})
	if err != nil {
		return nil, err
	}
	return j.Sweep, nil
}
