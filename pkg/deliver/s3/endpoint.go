package s3

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// endpointVariable is the environment variable that names another server of S3; the one
// for all of AWS is in the configuration.
const endpointVariable = "AWS_ENDPOINT_URL_S3"

// base returns the address of the bucket, with / at its end. The bucket is part of the
// host's name, unless it has dots, which certificates do not cover, or the endpoint is
// another one.
//
// Source: docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
func (p *place) base(ctx context.Context) (string, error) {
	if at := p.endpoint(); at != "" {
		return strings.TrimRight(at, "/") + "/" + p.bucket + "/", nil
	}
	host, err := hostOf(ctx, p.env.AWS, p.region)
	switch {
	case err != nil:
		return "", err
	case strings.Contains(p.bucket, "."):
		return "https://" + host + "/" + p.bucket + "/", nil
	}
	return "https://" + p.bucket + "." + host + "/", nil
}

func (p *place) endpoint() string {
	if p.env.Getenv != nil {
		if at := p.env.Getenv(endpointVariable); at != "" {
			return at
		}
	}
	return aws.ToString(p.env.AWS.BaseEndpoint)
}

// hostOf returns the host of S3 in a Region, of the kind that the configuration wants.
// Dual-stack hosts of S3 are in the partition's own domain, not in that of other services.
//
// Sources: docs.aws.amazon.com/general/latest/gr/s3.html,
// docs.aws.amazon.com/AmazonS3/latest/API/dual-stack-endpoints.html,
// aws.amazon.com/compliance/fips
func hostOf(ctx context.Context, cfg aws.Config, region string) (string, error) {
	kind, err := endpointKind(ctx, cfg)
	if err != nil {
		return "", fmt.Errorf("read the kind of endpoints: %w", err)
	}
	suffix, err := suffix(ctx, region, kind.fips)
	if err != nil {
		return "", fmt.Errorf("find the endpoint of S3 in %s: %w", region, err)
	}
	service := "s3"
	if kind.fips {
		service += "-fips"
	}
	if kind.dualStack {
		service += ".dualstack"
	}
	return service + "." + region + "." + suffix, nil
}

// endpoints are the kind of endpoints that AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT
// or a shared configuration file ask for
// (docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html).
type endpoints struct{ fips, dualStack bool }

// endpointKind asks the sources of a configuration as the SDK's clients do: the first that
// has an answer counts.
func endpointKind(ctx context.Context, cfg aws.Config) (kind endpoints, err error) {
	fips, dual := aws.FIPSEndpointStateUnset, aws.DualStackEndpointStateUnset
	for _, source := range cfg.ConfigSources {
		if s, ok := source.(interface {
			GetUseFIPSEndpoint(ctx context.Context) (aws.FIPSEndpointState, bool, error)
		}); ok && fips == aws.FIPSEndpointStateUnset && err == nil {
			fips, _, err = s.GetUseFIPSEndpoint(ctx)
		}
		if s, ok := source.(interface {
			GetUseDualStackEndpoint(ctx context.Context) (aws.DualStackEndpointState, bool, error)
		}); ok && dual == aws.DualStackEndpointStateUnset && err == nil {
			dual, _, err = s.GetUseDualStackEndpoint(ctx)
		}
	}
	return endpoints{fips == aws.FIPSEndpointStateEnabled, dual == aws.DualStackEndpointStateEnabled}, err
}

// suffix returns the DNS suffix of the Region's partition, which the SDK knows: it is that of
// the partition's other services. The SDK refuses FIPS where a partition has none.
func suffix(ctx context.Context, region string, fips bool) (string, error) {
	params := sns.EndpointParameters{Region: aws.String(region), UseFIPS: aws.Bool(fips), UseDualStack: aws.Bool(false)}
	endpoint, err := sns.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, params)
	if err != nil {
		return "", err
	}
	_, suffix, ok := strings.Cut(endpoint.URI.Host, "."+region+".")
	if !ok {
		return "", fmt.Errorf("the SDK's endpoint %s does not have the Region in its name", endpoint.URI.Host)
	}
	return suffix, nil
}
