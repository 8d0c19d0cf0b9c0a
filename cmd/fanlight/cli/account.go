package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// account says which AWS account, Region and endpoint are meant; what is empty
// comes from the environment, then from the user's AWS configuration.
type account struct{ profile, region, endpoint string }

func loadAWS(ctx context.Context, a account) (aws.Config, error) {
	var options []func(*config.LoadOptions) error
	if a.profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.profile))
	}
	if a.region != "" {
		options = append(options, config.WithRegion(a.region))
	}
	if a.endpoint != "" {
		options = append(options, config.WithBaseEndpoint(a.endpoint))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return cfg, fmt.Errorf("load the AWS configuration: %w", err)
	}
	return cfg, nil
}
