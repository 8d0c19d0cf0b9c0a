// The dispatcher starts the runs that schedules ask for, and carries out the
// commands of operators.
package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/functions/internal/config"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
)

func main() { config.Main(build) }

func build(cfg aws.Config, env *config.Environment) (any, error) {
	return dispatcher.New(config.Stack(cfg, env)).Execute, nil
}
