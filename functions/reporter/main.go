// The reporter renders complete runs and delivers them. Asked for a check, it says what
// its destinations lack, and delivers nothing.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/functions/internal/config"
	"github.com/fanlight/fanlight/functions/internal/delivery"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/stack"
)

func main() { config.Main(build) }

func build(cfg aws.Config, env *config.Environment) (any, error) {
	s := config.Stack(cfg, env)
	r, err := reporter.New(s, delivery.Sender(cfg), env.Timeout(stack.Reporter))
	if err != nil {
		return nil, err
	}
	reports := lambdaevent.Reports(r.Report, s.Reports(), s.As(stack.Reporter).Logger())
	inspector := delivery.Inspector(cfg)
	return lambdaevent.WithCheck(reports, func(ctx context.Context) reporter.Checked {
		return r.Check(ctx, inspector, config.Version())
	}), nil
}
