package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/spf13/cobra"
)

// addAccountFlags adds the flags that name an AWS account, Region and endpoint.
func addAccountFlags(cmd *cobra.Command, a *Account) {
	cmd.Flags().StringVar(&a.Profile, "profile", "", "`NAME` of the AWS profile (AWS_PROFILE)")
	cmd.Flags().StringVar(&a.Region, "region", "", "`NAME` of the AWS Region (AWS_REGION)")
	cmd.Flags().StringVar(&a.Endpoint, "endpoint-url", "", "`URL` of all AWS services (AWS_ENDPOINT_URL)")
}

// connect returns the configuration of an account. It checks that there is a Region
// and that there are credentials, because the errors of the clients do not say what to
// do.
func (s *System) connect(ctx context.Context, a Account) (aws.Config, error) {
	cfg, err := s.AWS(ctx, a)
	if err != nil {
		return cfg, err
	}
	if endpoint := aws.ToString(cfg.BaseEndpoint); endpoint != "" {
		if u, err := url.Parse(endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return cfg, invalid("--endpoint-url or AWS_ENDPOINT_URL", endpoint, "a URL such as http://127.0.0.1:4600")
		}
	}
	if cfg.Region == "" {
		return cfg, errors.New("no AWS Region is set: use --region, AWS_REGION or a profile that has one")
	}
	if cfg.Credentials != nil {
		if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
			return cfg, fmt.Errorf("no AWS credentials: name a profile by --profile or AWS_PROFILE, or sign in: %w", err)
		}
	}
	return cfg, nil
}

// explainUnreached replaces the error of an endpoint that cannot be reached by what to
// do.
func explainUnreached(cfg aws.Config, err error) error {
	if unreached, ok := errors.AsType[*net.OpError](err); ok && cfg.BaseEndpoint != nil {
		return fmt.Errorf("%w: is `fanlight local` running there? else check --endpoint-url", unreached.Err)
	}
	return err
}
